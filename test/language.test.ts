import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { filesBelow } from '../scripts/check/source-files.mjs'
import { textCells } from '../src/base/text-width.ts'
import { wrapWords } from '../src/base/word-wrap.ts'
import { commands } from '../src/cli/commands.ts'
import { useLanguage } from '../src/cli/language.ts'
import { requestedLanguage } from '../src/cli/requested-language.ts'
import { pairTable } from '../src/format/borderless-table.ts'
import { plain } from '../src/format/style.ts'
import { createTheme } from '../src/format/theme.ts'
import { chineseMessages } from '../src/language/chinese/messages.ts'
import { choiceText, listText } from '../src/language/list-text.ts'
import { say } from '../src/language/say.ts'
import { bottomRows } from '../src/view/bottom-rows.ts'
import { deviceColumns } from '../src/view/device-columns.ts'
import { helpScreen } from '../src/view/help-screen.ts'
import { statusText } from '../src/view/status-text.ts'
import { firstState } from '../src/view/view-state.ts'
import { run } from './support/bin.ts'
import { statusFacts } from './support/status-facts.ts'

afterEach(() => useLanguage('en'))

const chinese = { env: { LANG: 'zh_CN.UTF-8' } }

describe('the language', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.utf8' }, 'zh'],
    [{ LANG: 'zh-Hans-CN' }, 'zh'],
    [{ LANG: 'zh_TW.UTF-8@radical' }, 'zh'],
    [{ LANG: 'zh_CN.GB18030' }, 'en'],
    [{ LANG: 'zha_CN.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: '', LC_ALL: '' }, 'zh'],
  ])('of the locale %j is %s', (env, language) => {
    expect(requestedLanguage([], env)).toBe(language)
  })

  test.each([
    [['--lang', 'zh'], 'zh'],
    [['--lang=zh', '--no-such'], 'zh'],
    [['--lang', 'zh', '--lang', 'en'], 'en'],
    [['simulate', '--rate', '5', '--lang', 'zh'], 'zh'],
    [['--lang', 'fr'], 'en'],
    [['--lang'], 'en'],
    [['--', '--lang', 'zh'], 'en'],
  ])('that %j asks for is %s', (words, language) => {
    expect(requestedLanguage(words, {})).toBe(language)
  })

  test('of the arguments wins over that of the locale', () => {
    expect(requestedLanguage(['--lang', 'en'], chinese.env)).toBe('en')
  })
})

describe('a text', () => {
  test('that another one continues ends without a mark of its own', async () => {
    await useLanguage('zh')
    const message = say('the server sent more than 16 MiB of events, or more than 32767 of them,')
    expect(say('{message} before it answered the login', { message })).not.toMatch(/[，。；：]{2}/)
  })

  test('has its values, whatever they contain', async () => {
    const values = { about: '{values} $&', values: '{about}' }
    expect(say('{about} (default: {values})', values)).toBe('{values} $& (default: {about})')
    await useLanguage('zh')
    expect(say('{about} (default: {values})', values)).toBe('{values} $&（默认：{about}）')
  })

  test('sets a value off from Chinese characters if it is not Chinese itself', async () => {
    await useLanguage('zh')
    expect(say('It must be {demand}.', { demand: '1' })).toBe('必须是 1。')
    expect(say('It must be {demand}.', { demand: '整数' })).toBe('必须是整数。')
    expect(say('{noun} {limits}', { noun: '整数', limits: 'x' })).toBe('x 的整数')
  })

  test('that is translated is in the code', () => {
    const code = filesBelow('src')
      .filter(file => !file.startsWith('src/language/chinese/'))
      .map(file => readFileSync(file, 'utf8').replaceAll(/(?<!\\)\\(['"`])/g, '$1'))
      .join('\n')
    const written = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
    const unused = Object.keys(chineseMessages).filter(text => !code.includes(written(text)))
    expect(unused).toEqual([])
  })

  test('that is translated is so once', async () => {
    const files = filesBelow('src/language/chinese').filter(file => !file.endsWith('messages.ts'))
    const tables = await Promise.all(files.map(file => import(`../${file}`)))
    const texts = tables.flatMap(exported => Object.keys(Object.values(exported)[0] as object))
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([])
    expect(texts).toHaveLength(Object.keys(chineseMessages).length)
  })

  test('that is translated has the punctuation of Chinese', () => {
    for (const text of Object.values(chineseMessages)) {
      expect(text).not.toMatch(/[\u4e00-\u9fff] ?[,;?!](?![\d~=])|[,;] ?[\u4e00-\u9fff]/)
      expect(text).not.toMatch(/[，。；：、？！（）] | [，。；：、？！（）]/)
    }
  })
})

describe('a list', () => {
  test.each([
    ['en', [], '', ''],
    ['en', ['a'], 'a', 'a'],
    ['en', ['a', 'b', 'c'], 'a, b, c', 'a, b or c'],
    ['zh', ['a', 'b', 'c'], 'a、b、c', 'a、b 或 c'],
    ['zh', ['a', 'b'], 'a、b', 'a 或 b'],
  ] as const)('in %s of %j', async (language, names, list, choice) => {
    await useLanguage(language)
    expect(listText(names)).toBe(list)
    expect(choiceText(names)).toBe(choice)
  })
})

describe('Chinese text', () => {
  test('beside a label leaves room for the label in cells', () => {
    const rows = [['未恢复报警', '设备上线，'.repeat(12)]] as const
    const table = pairTable(rows, plain, plain, 40).split('\n')
    for (const line of table) expect(textCells(line.trimEnd())).toBeLessThanOrEqual(40)
  })

  test('is broken between characters, but not before a mark that closes', () => {
    expect(wrapWords('设备上线，设备下线（离线）。', 10)).toEqual(['设备上线，', '设备下线', '（离线）。'])
    expect(wrapWords('用 --json 输出', 8)).toEqual(['用', '--json', '输出'])
    expect(wrapWords('device.online、device.offline。', 16)).toEqual(['device.online、', 'device.offline。'])
    expect(wrapWords('http://HOST（CONNECT）', 14)).toEqual(['http://HOST（CONNECT）'])
    expect(wrapWords('用 http://HOST，或 socks5h://HOST', 16)).toEqual([
      '用 http://HOST，',
      '或',
      'socks5h://HOST',
    ])
    expect(wrapWords('HTTP（CONNECT）', 10)).toEqual(['HTTP', '（CONNECT）'])
  })

  test('is not broken in a path', () => {
    expect(wrapWords('见 /数据/设备/日志 文件', 8)).toEqual(['见', '/数据/设备/日志', '文件'])
  })
})

describe('help in Chinese', () => {
  test.each(['tail', ...Object.keys(commands)])('of %s fits 80 cells', async name => {
    const { stdout } = await run([...(name === 'tail' ? [] : [name]), '-h'], chinese)
    expect(stdout).toMatch(/^用法：/)
    expect(stdout).not.toMatch(/\[options\]|\[command\]/)
    for (const line of stdout.trimEnd().split('\n')) expect(textCells(line)).toBeLessThanOrEqual(80)
  })

  test('is complete, and English is a flag away', async () => {
    const { stdout } = await run(['--help'], chinese)
    for (const part of ['登录：', '命令：', '过滤：', '退出码：', '（默认：', '（环境变量：GIZWITS_HOST）'])
      expect(stdout.replaceAll(/\s/g, '')).toContain(part)
    expect(stdout).not.toContain('`')
    const descriptions = [...stdout.matchAll(/^ {2}\S.*? {2,}(\S.*)$/gm)].map(([, text]) => text!)
    expect(descriptions.filter(text => !/[\u4e00-\u9fff]|SNoti|SIG/.test(text))).toEqual([])
    expect((await run(['--help', '--lang', 'en'], chinese)).stdout).toBe((await run(['--help'])).stdout)
  })
})

describe('complete help in Chinese', () => {
  test('has straight columns beside wide terms', async () => {
    const { stdout } = await run(['--help'], chinese)
    expect(stdout).toMatch(/^用法：gizwits-tail \[选项\] \[命令\]$/m)
    const rows = stdout
      .split('\n')
      .filter(line => /^ {2}(?:simulate|replay|doctor|decode|completion|help) /.test(line))
    const starts = rows.map(row => textCells(/^ {2}\S.*? {2,}/.exec(row)![0]))
    expect([rows.length, new Set(starts).size]).toEqual([6, 1])
  })

  test('lists choices without quotes', async () => {
    expect((await run(['decode', '--help'], chinese)).stdout).toContain('（可选值：auto、always、never）')
  })
})

describe('usage errors in Chinese', () => {
  test.each([
    [['--prefetch', '0'], "错误：--prefetch：'0' 无效。必须是 1 到 32767 的整数。"],
    [
      ['--ping-interval', '5m'],
      "错误：--ping-interval：'5m' 无效。取值范围：大于 0 且小于 5m，超过该时长服务器可能断开连接。",
    ],
    [
      ['--did', '--peek'],
      "错误：选项 '--did <did>' 缺少值：'--peek' 的开头像是选项。必须是一个或多个以逗号分隔的值，不能有空值。",
    ],
    [['--follow'], "错误：未知选项 '--follow'\n  默认就会持续输出；用 -n 或 --duration 结束"],
    [['--json', '-o', 'pretty'], '错误：--output 和 --json 互相矛盾，只能写其中一个'],
    [['--batch', '5'], '错误：--batch 要和 --exec 一起使用'],
    [
      ['--id', 'x'],
      '错误：缺少企业 secret：请用 --secret-file PATH 或 --secret SECRET，或设置 GIZWITS_ENTERPRISE_SECRET',
    ],
    [['replay.ndjson'], '错误：replay.ndjson 是文件名；只有 replay 从文件读取事件'],
  ])('%j', async (words, message) => {
    const { code, stdout, stderr } = await run(words, chinese)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.startsWith(message), stderr).toBe(true)
  })
})

test('a session in Chinese', async () => {
  const { code, stdout, stderr } = await run(
    ['--demo', '-n', '3', '-v', '--summary', 'always', '--json', '--lang', 'zh'],
    {},
  )
  expect(code).toBe(0)
  for (const line of stdout.trimEnd().split('\n')) expect(JSON.parse(line)).toHaveProperty('event_type')
  for (const text of [
    '域名已解析，正在连接',
    '已连接 ',
    '全部事件都会 ack',
    '速率',
    '每秒 ',
    '合计',
    '已连接  ',
  ])
    expect(stderr).toContain(text)
  expect(stderr).not.toMatch(/\b(?:connected|received|lag|rate|events|acking)\b/)
})

describe('doctor in Chinese', () => {
  const refused = ['doctor', '--host', '127.0.0.1', '--port', '1', '--id', 'X', '--secret', 'Y']

  test('says what is wrong and what to try', async () => {
    const { code, stdout } = await run(refused, chinese)
    expect(code).toBe(4)
    for (const text of [
      '127.0.0.1 是 IP 地址',
      '127.0.0.1:1 拒绝连接',
      '未执行',
      '可能的原因（按可能性排序）：',
      'IP 白名单',
    ])
      expect(stdout).toContain(text)
    expect(stdout).not.toMatch(/\b(?:the|not|refused)\b/)
  })

  test('says what is right', async () => {
    const { code, stdout } = await run(['doctor', '--demo', '--wait', '500ms'], chinese)
    expect(code).toBe(0)
    expect(stdout).toContain('已响应')
  })

  test('is English in JSON', async () => {
    const { stdout } = await run([...refused, '--json'], chinese)
    expect(stdout).toContain('"detail":"127.0.0.1 is an address"')
    expect(stdout).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('the view in Chinese', () => {
  const theme = createTheme(0)
  const facts = { ...statusFacts, filters: '', ack: 'none' } as const

  test('has a status line that fits any width', async () => {
    await useLanguage('zh')
    expect(statusText(facts, 200_000, 200, theme, 'unicode')).toBe(
      '● noti.gizwitsapi.com 3m12s · 收到 1,412，显示 38 · 85/s · 2s 前有事件 · 延迟 430ms · 预取 12/50 · 只看不取 · 2 个报警未恢复',
    )
    for (let width = 1; width < 140; width++)
      expect(textCells(statusText(facts, 200_000, width, theme, 'unicode'))).toBeLessThanOrEqual(width)
  })

  test('has titles that fit their columns', async () => {
    await useLanguage('zh')
    for (const { title, least } of Object.values(deviceColumns))
      expect(textCells(say(title))).toBeLessThanOrEqual(least)
  })

  test('has keys that fit any width, and explains them', async () => {
    await useLanguage('zh')
    for (let width = 20; width < 140; width++)
      for (const row of bottomRows(firstState, undefined, true, width, theme))
        expect(textCells(row)).toBeLessThanOrEqual(width)
    expect(bottomRows(firstState, undefined, true, 100, theme)[0]).toMatch(/^q 退出 {2}\? 帮助 /)
    for (const row of helpScreen(100, theme)) expect(row).toMatch(/[\u4e00-\u9fff]/)
    for (const row of helpScreen(40, theme)) expect(textCells(row)).toBeLessThanOrEqual(40)
  })
})

describe('decode in Chinese', () => {
  const payload = 'AAAAAwcAAJEEAQID'

  test.each([[[]], [['--explain']]])('says what a payload has: %j', async words => {
    const { code, stdout } = await run(['decode', payload, ...words], chinese)
    expect(code).toBe(0)
    for (const text of ['数据', '上报（04）', '封包', '命令 0091，设备到云端']) expect(stdout).toContain(text)
    expect(stdout).not.toMatch(/\b(?:payload|report|bytes|command|envelope)\b/)
  })

  test('aligns its columns', async () => {
    const { stdout } = await run(['decode', payload], chinese)
    const [first, second] = stdout.split('\n')
    expect(first).toMatch(/^数据 {3}上报/)
    expect(second).toMatch(/^封包 {3}命令/)
  })

  test('is the same in JSON', async () => {
    expect((await run(['decode', '--json', payload], chinese)).stdout).toBe(
      (await run(['decode', '--json', payload])).stdout,
    )
  })

  test('says what is no payload', async () => {
    const { code, stdout, stderr } = await run(['decode', '!'], chinese)
    expect([code, stderr]).toEqual([2, '错误：decode：数据不是十六进制或 base64\n'])
    expect(stdout).toBe('!\nnot_hex_or_base64   既不是十六进制，也不是 base64\n')
  })

  test('numbers the frames of a payload', async () => {
    const { stdout } = await run(['decode', '00000003050000911400'.repeat(2)], chinese)
    expect(stdout.match(/第 [12] 帧，共 2 帧/g)).toEqual(['第 1 帧，共 2 帧', '第 2 帧，共 2 帧'])
  })
})
