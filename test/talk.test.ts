import { expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import { watchEndings } from '../src/cli/endings.ts'
import { Talk } from '../src/cli/talk.ts'
import { createTheme } from '../src/format/theme.ts'
import { ManualClock } from './support/manual-clock.ts'

function setUp(loudness: 'quiet' | 'normal' | 'verbose' = 'verbose') {
  const stream = { said: [] as string[], writableLength: 0, write: (text: string) => stream.said.push(text) }
  return { stream, talk: new Talk(stream, createTheme(0), loudness) }
}

test('while nobody reads, minor lines are left out, and counted once somebody does', () => {
  const { stream, talk } = setUp()
  stream.writableLength = 2 * 1024 * 1024
  talk.trace('sent', 'x')
  talk.detail('y')
  talk.warn('this is not minor')
  stream.writableLength = 0
  talk.detail('z')
  expect(stream.said).toEqual([
    'warning: this is not minor\n',
    '(2 lines left out: stderr was not read)\n',
    'z\n',
  ])
})

test('each loudness says what it must', () => {
  const failure = new Failure('usage', 'first\n  second', { hint: 'try' })
  const said = (['quiet', 'normal', 'verbose'] as const).map(loudness => {
    const { stream, talk } = setUp(loudness)
    talk.say('say')
    talk.detail('detail')
    talk.warn('warn')
    talk.tip('tip')
    talk.fail(failure)
    return stream.said.join('')
  })
  const error = 'error: first\n  second\n  try\n'
  expect(said).toEqual([error, `say\nwarning: warn\n${error}`, `say\ndetail\nwarning: warn\n${error}`])
})

test('an ordered end leaves a slow output thirty seconds, and then is forced', async () => {
  const clock = new ManualClock()
  const { talk } = setUp()
  let halted = 0
  const endings = watchEndings({ duration: 1000, timeout: undefined }, clock, talk, () => halted++)
  let forced = false
  void endings.forced.then(() => {
    forced = true
  })
  clock.advance(1000)
  expect([endings.code, halted]).toEqual([0, 1])
  clock.advance(29_999)
  await Promise.resolve()
  expect(forced).toBe(false)
  clock.advance(1)
  await Promise.resolve()
  expect(forced).toBe(true)
  endings.close()
  expect(process.listenerCount('SIGTERM')).toBe(0)
})

test('what ends it first gives the code', () => {
  const clock = new ManualClock()
  const { talk } = setUp()
  const endings = watchEndings({ duration: 2000, timeout: 1000 }, clock, talk, () => {})
  clock.advance(900)
  endings.shown()
  clock.advance(900)
  expect(endings.code).toBeUndefined()
  clock.advance(10_000)
  expect(endings.code).toBe(124)
  endings.close()
  expect(clock.waiting).toBe(0)
})
