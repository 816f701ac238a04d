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

test('while nobody reads, lines are left out and counted, but not why it ends', () => {
  const { stream, talk } = setUp()
  stream.writableLength = 1024 * 1024
  talk.say('as much as may wait')
  stream.writableLength++
  talk.trace('sent', 'x')
  talk.detail('y')
  talk.say('s')
  talk.warn('w')
  talk.fail(new Failure('unreachable', 'over', { hint: 'try' }))
  talk.warn('w')
  talk.block('summary')
  talk.warn('w')
  stream.writableLength = 0
  talk.detail('z')
  talk.detail('z')
  expect(stream.said.map(line => line.trim())).toEqual([
    'as much as may wait',
    '(lines left out while stderr was not read: 4)',
    'error: over',
    'try',
    '(lines left out while stderr was not read: 1)',
    'summary',
    '(lines left out while stderr was not read: 1)',
    'z',
    'z',
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
