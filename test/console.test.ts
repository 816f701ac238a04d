import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import { Console } from '../src/cli/console.ts'
import { LoginWatch } from '../src/cli/login-watch.ts'
import { outcomeOf } from '../src/cli/run-to-end.ts'
import { SecretMask } from '../src/cli/secret-mask.ts'
import type { Spinner } from '../src/cli/spinner.ts'
import { StopConditions, type StopConditionsConfig } from '../src/cli/stop-conditions.ts'
import { createTheme } from '../src/format/theme.ts'
import type { Status } from '../src/session/status.ts'
import { ManualClock } from './support/manual-clock.ts'

type Verbosity = 'quiet' | 'normal' | 'verbose'

/** @param columns of a terminal; undefined: no terminal */
function setUp(verbosity: Verbosity = 'verbose', columns?: number, theme = createTheme(0)) {
  const said: string[] = []
  const write = (text: string) => said.push(text)
  const stream = { said, writableLength: 0, write, isTTY: columns !== undefined, columns }
  return { stream, log: new Console(stream, theme, verbosity) }
}

test('while nobody reads, lines are left out and counted, but not why it ends', () => {
  const { stream, log } = setUp()
  stream.writableLength = 1024 * 1024
  log.info('as much as may wait')
  stream.writableLength++
  log.trace('sent', 'x')
  log.debug('y')
  log.info('s')
  log.warn('w')
  log.fail(new Failure('unreachable', 'over', { hint: 'try' }))
  log.warn('w')
  log.block('summary')
  log.warn('w')
  stream.writableLength = 0
  log.debug('z')
  log.debug('z')
  expect(stream.said.map(line => line.trim())).toEqual([
    'as much as may wait',
    '(lines dropped while stderr was not read: 4)',
    'error: over',
    'try',
    '(lines dropped while stderr was not read: 1)',
    'summary',
    '(lines dropped while stderr was not read: 1)',
    'z',
    'z',
  ])
})

test('advice that was a tip already is not said again with the error', () => {
  const { stream, log } = setUp('normal', 80)
  log.hint('check the address')
  log.fail(new Failure('unreachable', 'gone', { hint: 'check the address' }))
  log.fail(new Failure('unreachable', 'gone', { hint: 'check something else' }))
  expect(stream.said.join('')).toBe(
    'tip: check the address\nerror: gone\nerror: gone\n  check something else\n',
  )
  const piped = setUp('normal')
  piped.log.hint('check the address')
  piped.log.fail(new Failure('unreachable', 'gone', { hint: 'check the address' }))
  expect(piped.stream.said.join('')).toBe('error: gone\n  check the address\n')
})

test('each verbosity says what it must', () => {
  const failure = new Failure('usage', 'first\n  second', { hint: 'try' })
  const said = (['quiet', 'normal', 'verbose'] as const).map(verbosity => {
    const { stream, log } = setUp(verbosity)
    log.info('say')
    log.debug('detail')
    log.warn('warn')
    log.hint('tip')
    log.fail(failure)
    return stream.said.join('')
  })
  const error = 'error: first\n  second\n  try\n'
  expect(said).toEqual([error, `say\nwarning: warn\n${error}`, `say\ndetail\nwarning: warn\n${error}`])
})

describe('on a terminal', () => {
  const policy = 'acking every event: no other consumer gets it (--peek takes none)'
  const lost = 'connection lost: noti.example:2015 ended the connection (ECONNRESET); trying again in 571ms'

  test('long lines are wrapped between words, and go on two cells to the right', () => {
    const { stream, log } = setUp('verbose', 40)
    log.info(policy)
    log.warn(lost)
    expect(stream.said.join('')).toBe(`\
acking every event: no other consumer
  gets it (--peek takes none)
warning: connection lost:
  noti.example:2015 ended the connection
  (ECONNRESET); trying again in 571ms
`)
  })

  test('no word is broken or lost, at any width', () => {
    for (let columns = 20; columns < 120; columns++) {
      const { stream, log } = setUp('verbose', columns)
      const texts = [
        policy,
        lost,
        '服务器 说 密码 错误 且 IP 不在 白名单 之中',
        `see ${'/folder'.repeat(20)}/file now`,
      ]
      for (const text of texts) {
        stream.said.length = 0
        log.info(text)
        const bare = (shown: string) => shown.replaceAll(/\s/g, '')
        expect(bare(stream.said.join(''))).toBe(bare(text))
        // Chinese is broken between characters.
        for (const word of text.match(/[^\s\u4e00-\u9fff]+/g) ?? [])
          expect(stream.said.join('')).toContain(word)
        for (const line of stream.said.join('').split('\n')) {
          const alone = line.trim().split(' ').length === 1
          expect(alone || stringWidth(line) <= columns).toBe(true)
        }
      }
    }
  })

  test('an error wraps its message and its hint, but not what is laid out already', () => {
    const { stream, log } = setUp('quiet', 40)
    const laidOut = `  data.temp>>30${' '.repeat(40)}and more\n            ^`
    const message = `the filter cannot be read at the place that is marked\n${laidOut}`
    log.fail(new Failure('usage', message, { hint: 'a value that begins with > is written in quotes' }))
    expect(stream.said.join('')).toBe(`\
error: the filter cannot be read at the
  place that is marked
${laidOut}
  a value that begins with > is written
    in quotes
`)
  })

  test('details of an error are wrapped, a command to copy is not', () => {
    const { stream, log } = setUp('quiet', 40)
    const command = `gizwits-tail --host ${'example.'.repeat(5)}com --pin sha256/x`
    const details = ['issuer: Example Authority of Some Length, Guangzhou']
    log.fail(new Failure('untrusted', 'not trusted', { details }), [command])
    expect(stream.said.join('')).toBe(`\
error: not trusted
  issuer: Example Authority of Some
    Length, Guangzhou
  ${command}
`)
  })

  test('colours are those of every line by itself', () => {
    const { stream, log } = setUp('verbose', 40, createTheme(1))
    log.debug(policy)
    log.warn(policy)
    const [dim, warning] = stream.said.map(text => text.trimEnd().split('\n'))
    for (const line of dim!) expect(line).toMatch(/^\u001b\[2m.*\u001b\[22m$/)
    expect(warning![0]).toMatch(/^\u001b\[33mwarning:\u001b\[39m acking/)
    expect(warning![1]).toBe('  consumer gets it (--peek takes none)')
  })

  test('a secret is found before lines are wrapped, and one in a summary, too', () => {
    const { stream, log } = setUp('verbose', 40)
    const secret = 'a secret of several words'
    log.hide(new SecretMask([secret]))
    log.info(`the server says that it has got ${secret} from us`)
    log.block(`event ${secret}`)
    expect(stream.said.join('')).not.toMatch(/secret|several/)
  })

  test.each([0, 1, 19, undefined])('nothing is wrapped at %s columns', columns => {
    const { stream, log } = setUp('verbose', columns)
    log.info(policy)
    log.warn('a\nforged line')
    expect(stream.said).toEqual([`${policy}\n`, 'warning: a\\u000aforged line\n'])
  })
})

test('a secret is hidden in all that is said', () => {
  const { stream, log } = setUp()
  const tty = Object.assign(stream, { isTTY: true })
  const busy: string[] = []
  const spinner = {
    show: (text: string) => busy.push(text),
    hide: () => {},
    around: (write: () => void) => write(),
  }
  const terminal = new Console(tty, createTheme(1), 'verbose', spinner as unknown as Spinner)
  const secret = 'pw/<a>é\u001b7x'
  const text = `CN=${secret} and pw\\/\\u003ca>%c3%a9\\u001b7x`
  for (const each of [log, terminal]) {
    each.hide(new SecretMask([secret]))
    each.info(text)
    each.debug(text)
    each.hint(`${text}, a tip`)
    each.warn(text)
    each.fail(new Failure('usage', `${text}\n${text}`, { hint: text, details: [text] }), [text])
    each.trace('sent', text)
    each.trace('received', text)
    each.block(text)
    each.busy(text)
  }
  expect(stream.said).toHaveLength(2 * 11)
  for (const line of [...stream.said, ...busy]) {
    expect(line).toContain('CN=*** and ***')
    expect(line).not.toMatch(/pw|7x/)
  }
  expect(busy).toHaveLength(1)
})

const loggedIn: Status = { kind: 'connected', gap: undefined }
const lost = (failure: Failure): Status => ({ kind: 'lost', failure, retryIn: 1, wasConnected: false })

function connected(): LoginWatch {
  const login = new LoginWatch('h:1')
  login.onStatus(loggedIn)
  return login
}

test('an ordered end leaves a slow output thirty seconds, and then is forced', () => {
  const clock = new ManualClock()
  const { log } = setUp()
  let halted = 0
  let forced = 0
  const stopConditions = new StopConditions(
    { duration: 1000, timeout: undefined, assertions: [] },
    { clock, log, login: connected(), halt: () => halted++, force: () => forced++ },
  )
  clock.advance(1000)
  expect([stopConditions.code, halted]).toEqual([0, 1])
  clock.advance(29_999)
  expect([stopConditions.forced, forced]).toEqual([false, 0])
  clock.advance(1)
  expect([stopConditions.forced, forced]).toEqual([true, 1])
  stopConditions.close()
  expect(process.listenerCount('SIGTERM')).toBe(0)
})

test('what ends it first gives the code', () => {
  const clock = new ManualClock()
  const { log } = setUp()
  const stopConditions = new StopConditions(
    { duration: 2000, timeout: 1000, assertions: [] },
    { clock, log, login: connected(), halt: () => {}, force: () => {} },
  )
  stopConditions.onStatus(loggedIn)
  clock.advance(900)
  stopConditions.shown()
  clock.advance(900)
  expect(stopConditions.code).toBeUndefined()
  clock.advance(10_000)
  expect(stopConditions.code).toBe(124)
  stopConditions.close()
  expect(clock.waiting).toBe(0)
})

test('--timeout goes on counting over a reconnect, and leaves no timer when the run ends before', () => {
  const start = () => {
    const clock = new ManualClock()
    const config = { duration: undefined, timeout: 1000, assertions: [] }
    const deps = { clock, log: setUp().log, login: connected(), halt: () => {}, force: () => {} }
    const stopConditions = new StopConditions(config, deps)
    stopConditions.onStatus(loggedIn)
    clock.advance(900)
    stopConditions.onStatus(loggedIn)
    return { clock, stopConditions }
  }
  const { clock, stopConditions } = start()
  clock.advance(100)
  expect(stopConditions.code).toBe(124)
  stopConditions.close()
  expect(clock.waiting).toBe(0)
  const early = start()
  early.stopConditions.close()
  expect(early.clock.waiting).toBe(0)
})

describe('an ordered end of a run that was never logged in', () => {
  function end(config: StopConditionsConfig, ...statuses: Status[]) {
    const clock = new ManualClock()
    const { log, stream } = setUp()
    const login = new LoginWatch('h:1')
    const stopConditions = new StopConditions(config, { clock, log, login, halt: () => {}, force: () => {} })
    for (const status of statuses) {
      login.onStatus(status)
      stopConditions.onStatus(status)
    }
    clock.advance(5000)
    stopConditions.close()
    const { code, failure } = stopConditions
    return { code, failure, said: stream.said.join('') }
  }
  const duration = { duration: 3000, timeout: undefined, assertions: [] }
  const timeout = { duration: undefined, timeout: 3000, assertions: [] }
  const unreachable = new Failure('unreachable', 'h:1 refused the connection', { hint: 'try' })
  const silent = new Failure('unreachable', 'the TCP connection took longer than 10s', { hint: 'try' })
  const refused = new Failure('refused', 'login refused by the server: no', { hint: 'check' })

  test('--duration: 4, with what was tried, the last failure and its hint', () => {
    const failed = (message: string) => ({ code: 4, said: '', failure: { message, hint: 'try' } })
    expect(end(duration, lost(unreachable))).toMatchObject(
      failed('never connected within 3.0s (--duration): h:1 refused the connection'),
    )
    expect(end(duration, lost(silent))).toMatchObject(
      failed('never connected within 3.0s (--duration): h:1: the TCP connection took longer than 10s'),
    )
    expect(end(duration)).toMatchObject({
      code: 4,
      failure: { message: 'never connected within 3.0s (--duration): h:1 has not answered yet' },
    })
  })

  test('--timeout counts from the first login, and before it nothing ends by it', () => {
    expect(end(timeout, lost(unreachable))).toEqual({ code: undefined, failure: undefined, said: '' })
    expect(end(timeout, lost(unreachable), loggedIn)).toEqual({
      code: 124,
      failure: undefined,
      said: 'no event was shown for 3.0s (--timeout)\n',
    })
  })

  test('a refused login that is still tried again: 3, by either', () => {
    for (const [config, option] of [
      [duration, '--duration'],
      [timeout, '--timeout'],
    ] as const) {
      expect(end(config, loggedIn, lost(unreachable), lost(refused))).toMatchObject({
        code: 3,
        said: '',
        failure: {
          code: 'refused',
          message: `not logged in after 3.0s (${option}): login refused by the server: no`,
          hint: 'check',
        },
      })
    }
  })

  test('one that was connected, and is again or not, ends as it was told to', () => {
    const warning = (end: string) =>
      `warning: no connection at the end of 3.0s (${end}): h:1: the TCP connection took longer than 10s\n`
    expect(end(duration, loggedIn, lost(silent))).toMatchObject({ code: 0, said: warning('--duration') })
    expect(end(timeout, loggedIn, lost(silent))).toMatchObject({
      code: 124,
      said: `${warning('--timeout')}no event was shown for 3.0s (--timeout)\n`,
    })
    expect(end(duration, loggedIn, lost(refused), loggedIn)).toMatchObject({ code: 0, said: '' })
    expect(end(timeout, loggedIn, lost(refused), loggedIn).code).toBe(124)
  })
})

test('Ctrl-Break on Windows is an end as SIGTERM is', () => {
  const { log } = setUp()
  let halted = 0
  const stopConditions = new StopConditions(
    { duration: undefined, timeout: undefined, assertions: [] },
    { clock: new ManualClock(), log, login: connected(), halt: () => halted++, force: () => {} },
  )
  process.emit('SIGBREAK')
  expect([stopConditions.code, halted]).toEqual([143, 1])
  stopConditions.close()
  expect(process.listenerCount('SIGBREAK')).toBe(0)
})

describe('what a run came to', () => {
  const full = new Failure('output', 'disk full')
  const never = new Failure('unreachable', 'never connected')

  function outcome(
    conditions: Partial<Pick<StopConditions, 'code' | 'failure' | 'forced'>>,
    outputFailure?: Failure,
  ) {
    const said: Failure[] = []
    const result = () =>
      outcomeOf({ code: undefined, failure: undefined, forced: false, ...conditions }, outputFailure, {
        fail: failure => said.push(failure),
      })
    return { result, said }
  }

  test.each([
    ['it ended by itself', {}, { code: 0, abandoned: false }],
    ['--duration', { code: 0 }, { code: 0, abandoned: false }],
    ['a signal', { code: 130 }, { code: 130, abandoned: false }],
    ['a signal, and the output is blocked', { code: 143, forced: true }, { code: 143, abandoned: true }],
    ['--timeout, and the output is blocked', { code: 124, forced: true }, { code: 124, abandoned: true }],
  ])('%s', (_, conditions, expected) => {
    const { result, said } = outcome(conditions)
    expect(result()).toEqual(expected)
    expect(said).toEqual([])
  })

  test('the output failed: that is the failure, unless a signal came', () => {
    expect(outcome({}, full).result).toThrow(full)
    expect(outcome({ code: 0 }, full).result).toThrow(full)
    const { result, said } = outcome({ code: 129 }, full)
    expect(result()).toEqual({ code: 129, abandoned: true })
    expect(said).toEqual([full])
  })

  test('an option ended a run that was never logged in: that is the failure', () => {
    expect(outcome({ code: 4, failure: never }).result).toThrow(never)
    const { result, said } = outcome({ code: 4, failure: never }, full)
    expect(result).toThrow(never)
    expect(said).toEqual([full])
  })

  test('--duration with a blocked output is no success', () => {
    expect(outcome({ code: 0, forced: true }).result).toThrow('the output is blocked')
  })
})
