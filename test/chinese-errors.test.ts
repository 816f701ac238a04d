import { afterEach, describe, expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import { parsed } from '../src/base/parse-failure.ts'
import { systemErrorText } from '../src/base/system-error.ts'
import { useLanguage } from '../src/cli/language.ts'
import { DefinitionError } from '../src/datapoints/definition-error.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { keyFilter } from '../src/filter/key-filter.ts'
import { parseFields } from '../src/format/parse-fields.ts'
import { parseTemplate } from '../src/format/parse-template.ts'

afterEach(() => useLanguage('en'))

/** Returns what `attempt` fails with in a language. */
async function failureIn(language: 'en' | 'zh', attempt: () => unknown): Promise<Failure> {
  await useLanguage(language)
  try {
    await attempt()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it does not fail')
}

const filter = (expression: string) => () => compileFilters([expression])
const template = (text: string) => () => parsed('--template', () => parseTemplate(text))
const fields = (text: string) => () => parsed('--fields', () => parseFields(text))

/** Words that a message has in any language: names, and what is written in filters. */
const anyLanguage =
  /\b(?:and|or|not|key|help|select|event|data|did|list|temp|filter|PATH|RE2|JSON|attr_alert|event_type|\w)\b/g

describe('an error in Chinese', () => {
  test.each<readonly [string, () => unknown]>([
    ...[
      '',
      '湿度 比 3',
      '温度=',
      '温度=高 且 did=x',
      '温度=“高',
      '温度=“高”低',
      '温度>高',
      '温度==高',
      '温度=<3',
      '温度 => 3',
      '(温度=高',
      '温度=高)',
      '()',
      '(温度=高 or data.x>1 and)',
      'or did=x and 温度=高',
      '温度=高，低、中',
      '温度=高, data.温度>3',
      '!温度=3',
      '温度=高 && did=x',
      'select(温度)',
      '"温度"=3',
      'event.data.温度=1',
      '温度[a]=1',
      '温度[0]x=1',
      '温度..a=1',
      `${'a.'.repeat(70)}a=1`,
      `${'('.repeat(101)}温度=1`,
      '温度=\\d',
      '温度=高\\',
      '温度=~',
      '温度=~[高',
      '温度=~(高',
      '温度=~高)',
      '温度=~*高',
      '温度=~高**',
      '温度=~(?=高)',
      '温度=~(高)\\1',
      '温度=~(?>高)',
      '温度=~\\u4e2d',
      '温度=~高\\Z',
      '温度=~高{2000}',
      '温度=~[b-a]',
      '温度=~(?P<高>)',
      '温度=~高\\',
      `温度=~${'(高|低){900}'.repeat(20)}`,
      `温度=${'*高'.repeat(5000)}`,
      Array.from({ length: 21 }, (_, i) => `温度${i}=1`).join(' and '),
    ].map(text => [text, filter(text)] as const),
    ['--did 温度 and data.temp>3', () => keyFilter('--did', 'did', '温度 and data.temp>3')],
    ...['{温度', '温度}', '{温度:x}', '{温度 高}', '温度\\q', "{'温度'}", '{}'].map(
      text => [text, template(text)] as const,
    ),
    ...['温度 湿度', '温度,'].map(text => [text, fields(text)] as const),
  ])('%s', async (_, attempt) => {
    const english = await failureIn('en', attempt)
    const chinese = await failureIn('zh', attempt)
    const [message = '', ...lines] = chinese.message.split('\n')
    // The expression, and the carets under the same place.
    expect(lines).toEqual(english.message.split('\n').slice(1))
    for (const text of [message, ...(chinese.hint === undefined ? [] : [chinese.hint])]) {
      expect(text).toMatch(/[\u4e00-\u9fff]/)
      expect(text.replaceAll(anyLanguage, '')).not.toMatch(/[a-z]{2,} [a-z]{2,}|[\u4e00-\u9fff][,;:!?](?!=)/)
    }
    expect(chinese.hint === undefined).toBe(english.hint === undefined)
  })

  test.each<[unknown, string]>([
    ['x', '是 "x"，必须是产品定义：一个 JSON 对象'],
    [{}, 'product_key 缺失'],
    [{ product_key: 1, entities: [] }, 'product_key 是 1，必须是字符串'],
    [{ product_key: 'k', entities: {} }, 'entities 是对象，必须是列表'],
  ])('of a definition: %j', async (json, message) => {
    await useLanguage('zh')
    expect(() => readDefinition(json)).toThrow(new DefinitionError('', message))
  })

  test('of the system', async () => {
    const error = Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES' })
    expect(systemErrorText(error)).toBe('permission denied (EACCES)')
    expect(systemErrorText(new Error('odd\n'))).toBe('odd')
    await useLanguage('zh')
    expect(systemErrorText(error)).toBe('没有权限（EACCES）')
  })
})
