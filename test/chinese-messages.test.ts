import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Failure } from '../src/base/failure.ts'
import { useLanguage } from '../src/cli/language.ts'
import { outputFailure } from '../src/output/output-failure.ts'
import type { Handshake } from '../src/transport/handshake.ts'
import { httpConnect } from '../src/transport/http-connect.ts'
import { parseProxy } from '../src/transport/parse-proxy.ts'
import { proxyFailure } from '../src/transport/proxy-failure.ts'
import type { ProxyServer } from '../src/transport/proxy-server.ts'
import { socks5 } from '../src/transport/socks5.ts'
import { Run, run, signals } from './support/bin.ts'
import { inEnglish } from './support/english-words.ts'
import { tempFolder } from './support/temp-folder.ts'
import { dial, TestBroker, until } from './support/test-broker.ts'

beforeEach(() => useLanguage('zh'))
afterEach(() => useLanguage('en'))

const folder = tempFolder()
const env = { LANG: 'zh_CN.UTF-8' }

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('of a proxy', () => {
  const proxy: ProxyServer = { scheme: 'http', host: '192.0.2.1', port: 3128, source: '--proxy' }
  const credentials = { user: 'ann', password: 'x' }

  /** Answers each exchange in turn, and returns how the handshake fails. */
  function failure(handshake: Handshake, replies: readonly Buffer[]): Failure {
    try {
      handshake.next()
      for (const reply of replies) handshake.next(reply)
    } catch (error) {
      return error as Failure
    }
    throw new Error('the handshake has succeeded')
  }

  const replies = [
    ...['401', '403', '405', '407', '418', '502'].map(code => Buffer.from(`HTTP/1.1 ${code} Said\r\n\r\n`)),
    Buffer.from('SSH'),
  ]

  test.each([undefined, credentials])('that speaks HTTP, credentials %j', given => {
    for (const reply of replies) {
      const { message, hint = '' } = failure(httpConnect({ ...proxy, credentials: given }, 'gw.example', 1), [
        reply,
      ])
      expect(inEnglish([message, hint])).toEqual([])
      expect(message).toMatch(/^代理 192\.0\.2\.1:3128 (?:拒绝连接 gw\.example:1：|不是)/)
      expect(hint).toMatch(/代理由 --proxy 指定；用 --proxy none 可以不经过代理。$/)
    }
  })

  test('that speaks SOCKS5', () => {
    const open = [5, 0]
    const refusals = [1, 2, 3, 4, 5, 6, 7, 8, 99].map(code => [open, [5, code, 0, 1, 0, 0, 0, 0, 0, 0]])
    const scripts = [...refusals, [[5, 0xff]], [[72, 84]], [[4, 0]]]
    for (const script of scripts) {
      const { message, hint = '' } = failure(
        socks5(proxy, 'gw.example', 1),
        script.map(bytes => Buffer.from(bytes)),
      )
      expect(inEnglish([message, hint])).toEqual([])
    }
  })

  test('that is not there, and whose URL is wrong', () => {
    const { message, hint } = proxyFailure(proxy, Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))
    expect([message, hint]).toEqual([
      '代理 192.0.2.1:3128 拒绝连接（ECONNREFUSED）',
      '请检查代理是否在该地址运行。代理由 --proxy 指定；用 --proxy none 可以不经过代理。',
    ])
    for (const url of ['ftp://x', 'http://', 'http://a:%@x', `socks5://${'a'.repeat(300)}@x`])
      expect(parseProxy(url)).toEqual({ fault: expect.stringMatching(/^[\u4e00-\u9fff]/) })
  })
})

describe('of outputs', () => {
  test.each([
    ['ENOSPC', '无法写出：磁盘已满（ENOSPC）'],
    ['EDQUOT', '无法写出：超出磁盘配额（EDQUOT）'],
    ['EFBIG', '无法写出：文件已达到大小上限（EFBIG）'],
  ])('that fail with %s', (code, message) => {
    expect(outputFailure(Object.assign(new Error('x'), { code }))).toMatchObject({
      message,
      hint: '未完整写出的事件没有 ack，仍在队列中。',
    })
  })

  test.runIf(signals).each([
    ['exit 3', '失败，退出码 3'],
    ['kill -9 $$', '被 SIGKILL 终止'],
    ['echo 坏了 >&2; exit 1', '失败，退出码 1：坏了'],
  ])('whose command is %s', async (command, said) => {
    const tail = new Run(['--demo', '-n', '1', '--exec', command, '--batch-time', '0'], { env })
    await tail.until(seen => seen.stderr.includes(`警告：--exec 的命令${said}；这批事件会一直重试到成功`))
    tail.child.kill('SIGINT')
    const { code, stderr } = await tail.end()
    expect(code).toBe(130)
    expect(stderr).toMatch(/错误：--exec 的命令.*\n {2}它没有取走的事件仍在队列中：1 个。/)
    expect(inEnglish(stderr.split('\n'))).toEqual([])
  })
})

describe('of a replay', () => {
  const event = '{"cmd":"enterprise_event_push","delivery_id":1,"event_type":"device_online","did":"d1"}\n'

  test.each<[string, () => string[], RegExp]>([
    ['no file', () => [], /没有指定文件/],
    ['a file that is not there', () => ['/none'], /无法读取 \/none：没有这个文件/],
    ['a folder', () => [folder], /是目录/],
    [
      'what is no event',
      () => [file('x.ndjson', `x\n${event}{"cmd`)],
      /x.ndjson:1：不是事件，已跳过：x\n.*第 3 行）不完整/,
    ],
    ['a cut file', () => [file('c.gz', gzipSync(event.repeat(99)).subarray(0, 60))], /gzip 数据没有结束/],
    ['a damaged file', () => [file('d.gz', Buffer.from(`1f8b0800${'61'.repeat(30)}`, 'hex'))], /已损坏：/],
    ['a kind that is not read', () => [file('z.zip', 'PK\u0003\u0004')], /zip 文件.*\n.*边解压边读取/],
    ['a compressed file that is followed', () => ['--follow', file('f.gz', gzipSync(event))], /未压缩/],
    ['two files that are followed', () => ['--follow', 'a', 'b'], /只能跟随一个文件/],
    ['a pipe that is followed', () => ['--follow', '-'], /需要文件名/],
    ['stdin twice', () => ['-', '-'], /stdin 只有一个/],
  ])('%s', async (_, words, said) => {
    const { stderr } = await run(['replay', ...words()], { env })
    expect(stderr).toMatch(said)
    expect(inEnglish(stderr.split('\n'))).toEqual([])
  })
})

test('of the simulator', async () => {
  const { broker, clock, log } = await TestBroker.start({ scenarios: [], events: [] })
  const first = await dial(broker)
  const login = '"enterprise_id":"e","enterprise_secret":"s"'
  first.send(`x\n{"cmd":"enterprise_login_req","data":{${login}}}\n`)
  await first.take(2)
  first.send('{"cmd":"enterprise_event_ack","delivery_id":77}\n')
  await until(() => log.length === 4)
  await dial(broker)
  await until(() => log.length === 5)
  clock.advance(30_000)
  await until(() => log.length === 6)
  first.socket.end()
  await until(() => log.length === 7)
  expect(log).toEqual([
    '客户端 1：已连接，来自 127.0.0.1',
    '客户端 1：无法识别：not one JSON object on a line',
    '客户端 1：以 e 登录，最多 50 个未 ack 的事件（没有给出 prefetch_count）',
    '客户端 1：ack 了 77，但没有这个未 ack 的事件：不再向它推送事件',
    '客户端 2：已连接，来自 127.0.0.1',
    '客户端 2：由模拟器关闭：30 秒内没有登录',
    '客户端 1：由客户端关闭',
  ])
})
