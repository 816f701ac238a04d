import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Failure } from '../src/base/failure.ts'
import { utf8Of } from '../src/base/utf8-of.ts'
import { readEventsFile } from '../src/cli/events-file.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()

const path = join(folder, 'events.ndjson')
const push = (id: number | string, more = '') =>
  `{"cmd":"enterprise_event_push","delivery_id":${id},"did":"中文"${more}}`

async function read(content: string | Buffer, limit?: number) {
  writeFileSync(path, content)
  const { lines, numbered } = await readEventsFile(path, 'noti1', limit)
  return { lines: lines.map(String), numbered }
}

/** What the file is refused with, the file's name left out. */
async function refusal(content: string | Buffer, limit?: number) {
  const error: Failure = await read(content, limit).then(
    () => expect.unreachable(),
    error => error,
  )
  expect(error.code).toBe('usage')
  return {
    message: error.message.replace(`--events: ${path}`, 'FILE'),
    details: error.details,
    hint: error.hint,
  }
}

const two = { lines: [push(1), push('"x"')], numbered: 0 }
const text = `${push(1)}\n${push('"x"')}\n`

describe('lines of events', () => {
  test.each<[string, string | Buffer]>([
    ['as they are', text],
    ['without a line end at the end', text.trimEnd()],
    ['with the line ends of Windows', text.replaceAll('\n', '\r\n')],
    ['with blank lines between', `\n \t\r\n${push(1)}\n\n\r\n${push('"x"')}\n\n`],
    ['with blank lines of Windows between', `\r\n${push(1)}\r\n \r\n${push('"x"')}`],
    ['behind a byte order mark', `\ufeff${text}`],
    ['in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['from gzip', gzipSync(text)],
    ['in UTF-16, bytes swapped', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('are read %s', async (_, content) => expect(await read(content)).toEqual(two))

  test('of a gzip file that is cut are read as far as they are whole', async () => {
    const many = Array.from({ length: 2000 }, (_, id) => `${push(id)}\n`).join('')
    writeFileSync(path, gzipSync(many, { level: 0 }).subarray(0, 50_000))
    const { lines, cut } = await readEventsFile(path)
    expect([cut, lines.length > 500, lines.map(line => `${line}\n`).join('')]).toEqual([
      'gzip',
      true,
      many.slice(0, many.indexOf(`${push(lines.length)}\n`)),
    ])
    writeFileSync(path, Buffer.concat([gzipSync(text), Buffer.from('junk')]))
    await expect(readEventsFile(path)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('is damaged'),
    })
  })

  test('keep their bytes, spaces and all', async () => {
    const line = ` { "delivery_id" : 9007199254740993 , "x":1.50, "cmd" :"enterprise_event_\\u0070ush"}  `
    expect((await read(`${line}\n`)).lines).toEqual([line])
  })

  test('keep a carriage return that only some have', async () => {
    expect((await read(`${push(1)}\n${push(2)}\r\n`)).lines).toEqual([push(1), `${push(2)}\r`])
  })

  test('without delivery_id get their number, behind cmd', async () => {
    const bare = '{ "x":1, "cmd" : "enterprise_event_push" }'
    expect(await read(`${push(7)}\n${bare}\n{"cmd":"enterprise_event_push"}\n`)).toEqual({
      lines: [
        push(7),
        '{ "x":1, "cmd" : "enterprise_event_push","delivery_id":2 }',
        '{"cmd":"enterprise_event_push","delivery_id":3}',
      ],
      numbered: 2,
    })
  })

  test('of the fixture are all read', async () => {
    const fixture = readFileSync(new URL('fixtures/events.ndjson', import.meta.url), 'utf8')
    expect((await read(fixture)).lines).toEqual(fixture.trimEnd().split('\n'))
  })
})

describe('what is no event is refused', () => {
  test.each([
    ['hello', 'not one JSON object'],
    ['[]', 'not one JSON object'],
    ['null', 'not one JSON object'],
    [push(1).slice(0, -1), 'not one JSON object'],
    [`${push(1)}${push(2)}`, 'not one JSON object'],
    [`\ufeff${push(1)}`, 'not one JSON object'],
    ['{}', 'an object without cmd'],
    ['{"cmd":7}', 'cmd is no string, not "enterprise_event_push"'],
    ['{"cmd":"enterprise_pong"}', 'cmd is "enterprise_pong", not "enterprise_event_push"'],
    ['{"cmd":"\\u001b[2J"}', 'cmd is "\\u001b[2J", not "enterprise_event_push"'],
  ])('%s', async (line, what) => {
    const { message, details } = await refusal(`${push(1)}\n\n${line}\n${push(2)}\n`)
    expect(message).toBe('FILE: 1 of 3 lines is not an event')
    expect(details).toEqual([`line 3: ${what}`])
  })

  test('a few lines are listed, the others counted', async () => {
    const { message, details } = await refusal(`${push(1)}\n${'x\n'.repeat(20)}`)
    expect(message).toBe('FILE: 20 of 21 lines are not events')
    expect(details).toEqual([
      'line 2: not one JSON object',
      'line 3: not one JSON object',
      'line 4: not one JSON object',
      'and 17 more',
    ])
  })

  test.each<[string, string | Buffer, string | undefined]>([
    ['an array', `[${push(1)},${push(2)}]\n`, "jq -c '.[]' FILE"],
    ['pretty-printed', JSON.stringify(JSON.parse(push(1)), null, 2), 'jq -c . FILE'],
    [
      'another encoding',
      Buffer.concat([
        Buffer.from('{"cmd":"enterprise_event_push","x":"'),
        Buffer.from([0xd6, 0xd0]),
        Buffer.from('"}'),
      ]),
      'iconv',
    ],
  ])('%s comes with the command that mends it', async (_, content, command) => {
    expect((await refusal(content)).hint).toContain(command)
  })

  test('a line that was cut off has no such command', async () => {
    expect((await refusal(`${push(1)}\n${push(2).slice(0, 30)}`)).hint).toBeUndefined()
  })
})

describe('a file without lines is refused', () => {
  test.each<[string, string | Buffer]>([
    ['is empty; it must hold one event per line', ''],
    ['has only blank lines; it must hold one event per line', '\n \r\n'],
    ['has only blank lines; it must hold one event per line', '\ufeff\n'],
    ['is a zip file, which this program does not read', 'PK\u0003\u0004...'],
    ['is not UTF-8, nor UTF-16 with a byte order mark', Buffer.from(text, 'utf16le')],
  ])('%s', async (what, content) => expect((await refusal(content)).message).toBe(`FILE ${what}`))

  test('longer than what is held in memory', async () => {
    const mb = 1024 ** 2
    const long = `${push(1, `,"x":"${'y'.repeat(mb)}"`)}\n`
    expect((await refusal(long, mb)).message).toBe('FILE is longer than 1 MB')
    expect((await read(long, long.length + 4)).lines).toHaveLength(1)
  })

  test.runIf(existsSync('/dev/zero'))('without end', async () => {
    await expect(readEventsFile('/dev/zero', 'noti1', 1024 ** 2)).rejects.toMatchObject({ code: 'usage' })
  })

  test.each([
    ['a folder', folder],
    ['nothing', join(folder, 'nothing')],
  ])('%s', async (_, place) => {
    await expect(readEventsFile(place)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(
        /^--events: cannot read .*: (?:it is a folder \(EISDIR|no such file or folder \(ENOENT)\)$/,
      ),
    })
  })
})

test('half a character at the end of UTF-16 is left out', () => {
  expect(utf8Of(Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42])).toString()).toBe('A')
  expect(utf8Of(Buffer.from([0xfe, 0xff, 0x00, 0x41, 0x42])).toString()).toBe('A')
  expect(utf8Of(Buffer.from([0xff])).toString('hex')).toBe('ff')
})
