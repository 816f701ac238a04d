import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Run } from './support/bin.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { tempFolder } from './support/temp-folder.ts'

/** Just under the usual `--max-line`. */
const most = 15.9 * 1024 * 1024
/** Enough to be far over every bound; for shapes that were never the worst. */
const enough = 2 * 1024 * 1024

const env = { NODE_OPTIONS: '--max-old-space-size=256' }

function event(id: string, members: string, type = 'device_status_kv'): string {
  return `{"cmd":"enterprise_event_push","delivery_id":${id},"event_type":"${type}",${members},"did":"d1","created_at":1}`
}

/** `text` again and again, up to `bytes`. */
function filled(text: string, bytes: number): string {
  return text.repeat(Math.floor(bytes / Buffer.byteLength(text)))
}

function nested(open: string, close: string, bytes: number): string {
  const depth = Math.floor(bytes / (open.length + close.length))
  return open.repeat(depth) + close.repeat(depth)
}

/** Events, by their `delivery_id`. */
const events: Record<string, (id: string) => string> = {
  'numbers in an array': id => event(id, `"data":[1${filled(',1', most)}]`),
  'arrays in arrays': id => event(id, `"data":${nested('[', ']', most)}`),
  'objects in objects': id => event(id, `"data":${nested('{"a":', '}', enough).replace('{"a":}', '{}')}`),
  'many names': id => event(id, `"data":{${Array.from({ length: 200_000 }, (_, i) => `"point_${i}":${i}`)}}`),
  'many members': id => event(id, Array.from({ length: 100_000 }, (_, i) => `"member_${i}":${i}`).join()),
  'a string': id => event(id, `"data":{"s":"${filled('中', enough)}"}`),
  escapes: id => event(id, `"data":{"s":"${filled('\\u4e2d', enough)}"}`),
  'raw bytes': id => event(id, `"data":{"raw":"${filled('QUJD', enough)}"}`, 'device_status_raw'),
  'a name': id => event(id, `"data":{"${filled('n', enough)}":1}`),
  'a number': id => event(id, `"data":{"temp":${filled('7', enough)}}`),
  'a type': id => event(id, '"data":1', filled('t', enough)),
  'all members deep': id =>
    event(
      id,
      ['mac', 'product_key', 'group_id', 'event_id', 'ip', 'city', 'region', 'country', 'x', 'data']
        .map(name => `"${name}":${nested('[', ']', 1_500_000)}`)
        .join(),
    ),
}

/** It must go back as it came. */
const longId = `"${filled('i', enough)}"`

/** Lines that are no events. */
const others = {
  'unknown cmd': `{"cmd":"what","a":${nested('[', ']', most)}}`,
  'long cmd': `{"cmd":"${filled('enterprise_event_push', enough)}"}`,
  invalid_msg: `{"cmd":"invalid_msg","error_code":${nested('[', ']', enough)},"msg":"${filled('m', 1000)}"}`,
  'login reply': `{"cmd":"enterprise_login_res","data":{"x":[1${filled(',1', most)}],"result":true,"msg":"ok"}}`,
  malformed: `{"cmd":"enterprise_event_push","data":${filled('[', enough)}`,
}

describe.runIf(process.platform === 'linux')('lines of 16 MB on a heap of 256 MB', () => {
  const folder = tempFolder()
  let server: HandServer

  const lines = [...Object.values(events).map((line, i) => line(String(i))), event(longId, '"data":1')]
  const ids = [...Object.keys(events).map((_, i) => String(i)), longId, '"last"']

  /** Sends a line at a time, so that none waits in this process while the one before is read. */
  async function sendAll(visitor: Visitor): Promise<void> {
    for (const line of Object.values(others)) {
      if (!visitor.socket.write(`${line}\n`)) {
        await new Promise<void>(resolve => visitor.socket.once('drain', resolve))
      }
    }
    for (const [i, line] of [...lines, event('"last"', '"data":1')].entries()) {
      visitor.socket.write(`${line}\n`)
      await visitor.until(({ acks }) => acks.length === i + 1)
    }
  }

  /** Runs the tail until it has acked the last event; returns what it wrote to a file. */
  async function tailed(args: readonly string[], login = (visitor: Visitor) => visitor.login()) {
    let sent: Promise<void> | undefined
    server = await HandServer.start(async visitor => {
      await login(visitor)
      sent = sendAll(visitor)
    })
    const file = join(folder, 'out')
    const stdout = openSync(file, 'w')
    const run = new Run([...server.options, ...args, '--summary', 'always', '--no-reconnect'], {
      env,
      stdout,
    })
    closeSync(stdout)
    await run.until(({ stderr }) => stderr.includes('connected'))
    await Promise.race([sent, run.end()])
    const peak =
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${run.child.pid}/status`, 'utf8'))?.[1]) / 1024
    run.child.kill('SIGTERM')
    const { code, stderr } = await run.end()
    expect(stderr).toMatch(/lines that are not JSON/)
    expect(code).toBe(143)
    expect(peak).toBeLessThan(400)
    expect(server.visitors[0]!.acks.map(digest)).toEqual(ids.map(digest))
    return { out: readFileSync(file, 'utf8'), stderr }
  }

  test('pretty shows the beginning of each, and says how much is left out', async () => {
    const { out, stderr } = await tailed([])
    const shown = out.split('\n').filter(line => line !== '' && !line.startsWith('──'))
    expect(shown).toHaveLength(ids.length)
    expect(shown.pop()).toMatch(/ d1 /)
    for (const line of shown) {
      expect(line).toMatch(/… \(\d+,\d{3},\d{3} more bytes\)( {2}\S+ late)?$/)
      expect(line).toMatch(/^\S+ {2}\S \S+ +d1 /)
      expect(line.length).toBeLessThan(1_000_000)
    }
    expect(stderr.length).toBeLessThan(10_000)
  }, 60_000)

  test('json passes each on whole, whatever filters ask of it', async () => {
    const filters = [
      'data!=x',
      'data.temp!=1',
      'data!~q',
      'did=d1',
      'event_type!=x',
      'delivery_id!=x',
      'x!=1',
    ]
    const { out, stderr } = await tailed(['--json', ...filters.flatMap(filter => ['-f', filter])])
    expect(out.split('\n').map(digest)).toEqual([...lines, event('"last"', '"data":1'), ''].map(digest))
    expect(stderr.length).toBeLessThan(10_000)
  }, 60_000)

  test('a trace shows the beginning of each, a login’s reply of 16 MB is read', async () => {
    const { out, stderr } = await tailed(['--json', '--trace'], async visitor => {
      await visitor.until(({ lines }) => lines.length > 0)
      visitor.socket.write(`${others['login reply']}\n`)
    })
    expect(out.split('\n').map(digest)).toEqual([...lines, event('"last"', '"data":1'), ''].map(digest))
    expect(stderr.match(/^< .*… \([\d,]+ more bytes\)$/gm)).toHaveLength(lines.length + 6)
    expect(stderr.match(/^> .*… \([\d,]+ more bytes\)$/gm)).toHaveLength(1)
    expect(stderr.length).toBeLessThan(5_000_000)
  }, 60_000)
})

/** Stands for a text that is too long for a message of a failed test. */
function digest(text: string): string {
  return text.length < 100 ? text : `${text.length}: ${text.slice(0, 40)}…${text.slice(-40)}`
}
