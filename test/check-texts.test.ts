import { describe, expect, test } from 'vitest'
import { codeTexts } from '../scripts/check/code-texts.ts'
import { textFaults } from '../scripts/check/text-faults.ts'

const translated = ['no route', 'truncated', 'Check the network.']
const faultsOf = (source: string, file = 'src/cli/a.ts') =>
  textFaults(file, source, text => translated.includes(text))

describe('a text for people', () => {
  test.each([
    ["throw new Failure('usage', 'truncated')", '"truncated" is shown without say()'],
    ["throw new Failure('usage', 'no route')", '"no route" is shown without say()'],
    [`throw new Failure("usage", \`truncated: \${name}\`)`, '"truncated: {}" is shown without say()'],
    ["new ParseError(text, 0, 1, isIt ? say('truncated') : 'cut')", '"cut" is shown without say()'],
    ["throw new InvalidArgumentError('truncated; ' + more)", '"truncated; " is shown without say()'],
    ["this.deps.log.info('Done.')", '"Done." is shown without say()'],
    [`log.warn(\`\${a} \${say('truncated')} at \${b}\`)`, '"{} {} at {}" is shown without say()'],
    ["const what = 'it is too long'", '"it is too long" has no translation'],
    [`const what = \`it is \${n} too long\``, '"it is {} too long" has no translation'],
    ["fail({ hint: 'Unplug it.' })", '"Unplug it." has no translation'],
    ["say('truncated', { why: 'it is too long' })", '"it is too long" has no translation'],
    ["const a = b / c // 'x'\nconst what = 'it is too long'", ':2: "it is too long" has no translation'],
    ["const a = /'/.test(b)\nconst what = 'it is too long'", ':2: "it is too long" has no translation'],
    [
      `const a = \`\${b ? \`{'\` : ''}\`\nconst what = 'it is too long'`,
      ':2: "it is too long" has no translation',
    ],
  ])('is found: %s', (source, fault) => {
    expect(faultsOf(source)).toEqual([expect.stringContaining(fault)])
  })

  test.each([
    "throw new Failure('usage', say('truncated'))",
    "throw new Failure('usage', say('{what} is not read', { what }), { hint: say('Check the network.') })",
    "new ParseError(text, 0, 1, isIt ? say('truncated') : sayText(other))",
    "const what = 'no route'",
    "fail({ hint: 'Check the network.' })",
    "const what = { about: 'it is too long' satisfies Text }",
    "throw new Error('it is too long')",
    "log.debug(say('truncated'))",
    "// log.info('it is too long')",
    `import { a } from './it-is'\nnew DefinitionError(\`\${member}.id\`, say('truncated'))`,
  ])('is fine: %s', source => {
    expect(faultsOf(source)).toEqual([])
  })

  test('is not looked for in scripts of shells, nor in tables that are translated by key', () => {
    const source = "const about = 'it is too long'"
    expect(faultsOf(source, 'src/cli/completion/bash.ts')).toEqual([])
    expect(faultsOf(source, 'src/cli/tail-options.ts')).toEqual([])
    expect(faultsOf(source, 'src/cli/completion/complete.ts')).toHaveLength(1)
  })
})

test('what surrounds a text is known', () => {
  const [text] = codeTexts("if (a) log?.info({ what: /* it */ 'it\\'s' }, b)")
  expect(text).toEqual({ text: "it's", line: 1, before: ' what: ', callee: '', after: ' }, b)' })
})
