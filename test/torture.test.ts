import { describe, expect, test } from 'vitest'
import { firstMisplacedLine } from '../scripts/torture/first-misplaced-line.ts'
import { judge, type Outcome } from '../scripts/torture/judge.ts'
import { makePlan } from '../scripts/torture/make-plan.ts'
import type { RunRecord } from '../scripts/torture/run-record.ts'
import { outputsHere, torture } from '../scripts/torture/torture.ts'
import { cutLine } from '../src/simulator/event-line.ts'
import { Ledger } from '../src/simulator/ledger.ts'
import { type DialectName, dialects } from '../src/wire/dialects.ts'

const secret = 'the-secret'

/** Three events pushed on connection 1 as 1, 2 and 3, of which these are acked, and one run that wrote this. */
function round(acked: readonly number[], run: Partial<RunRecord>): Outcome {
  const ledger = new Ledger()
  for (const sequence of [1, 2, 3]) {
    const line = { ...cutLine('', ''), head: `<${sequence}:`, tail: '>', isEvent: true }
    const event = { queue: { key: '' }, sequence, line }
    ledger.made(event)
    ledger.pushed(1, String(sequence), event)
    if (acked.includes(sequence)) ledger.ackedOn(1, String(sequence))
  }
  const usual = {
    number: 1,
    end: '143',
    mayEnd: new Set(['143']),
    mayCutLine: false,
    stderr: '',
    actions: [],
  }
  return {
    dialect: 'noti1',
    ledger,
    secret,
    runs: [
      {
        ...usual,
        refusal: undefined,
        second: undefined,
        connections: [1],
        stoppedCleanly: false,
        written: whole,
        ...run,
      },
    ],
  }
}

/** A second output that has these lines, all of them of this run. */
const second = (lines: readonly string[], rests: readonly string[] = []) => ({
  second: { lines, own: lines, rests },
})
const allLines = ['<1:1>', '<2:2>', '<3:3>']

const whole = '<1:1>\n<2:2>\n<3:3>\n'

describe('the judge', () => {
  test('finds nothing in a round in which all is written and acked', () => {
    expect(judge(round([1, 2, 3], {}))).toEqual([])
    expect(judge(round([1, 2, 3], { written: whole.replaceAll('\n', '\r\n') }))).toEqual([])
  })

  test.each<[broken: string, acked: number[], run: Partial<RunRecord>]>([
    ['acked is written', [1, 2, 3], { written: '<1:1>\n<2:2>\n' }],
    ['acked is written', [1, 2, 3], { written: '<1:1>\n<2:2>\n<3:3', mayCutLine: true }],
    ['acked is written', [1, 2, 3], { written: '<1:1>\n<2:2>\n<3:4>\n' }],
    ['delivered is all', [1, 2, 3], { written: '<1:1>\n<2:2>\n' }],
    ['every ack belongs to a run', [1, 2, 3], { connections: [] }],
    ['an output is', [1, 2, 3], { written: '<2:2>\n<1:1>\n<3:3>\n' }],
    ['an output is', [1, 3], { written: '<1:1>\n<3:3>\n' }],
    ['an output is', [1, 2, 3], { written: `${whole}connected\n` }],
    ['an output is', [1, 2, 3], { written: `${whole}<3:3>\n` }],
    ['acked is in the second output', [1, 2, 3], second(['<1:1>', '<3:3>'])],
    ['an output is', [1, 2, 3], second(['<2:2>', '<1:1>', '<3:3>'])],
    ['an output is', [1, 2, 3], second([...allLines, '<3:3>'])],
    ['only a forced end', [1, 2, 3], second(allLines, ['<3'])],
    ['only a forced end', [1, 2, 3], { ...second(allLines, ['<4']), mayCutLine: true }],
    ['what is written is acked', [1, 2], { ...second(allLines), stoppedCleanly: true }],
    ['only a forced end', [1, 2], { written: '<1:1>\n<2:2>\n<3' }],
    ['only a forced end', [1, 2], { written: '<1:1>\n<2:2>\n<4', mayCutLine: true }],
    ['exit codes', [1, 2, 3], { end: '0' }],
    ['exit codes', [1, 2, 3], { stderr: 'error: whatever\n' }],
    ['exit codes', [1, 2, 3], { end: '1', mayEnd: new Set(['1']), refusal: /ENOSPC/ }],
    ['stderr', [1, 2, 3], { stderr: `> login ${secret}\n` }],
    ['stderr', [1, 2, 3], { stderr: 'Error: x\n    at main (/x.js:1:2)\n' }],
    ['what is written is acked', [1, 2], { stoppedCleanly: true }],
  ])('finds broken: %s (acked %j, %j)', (broken, acked, run) => {
    expect(judge(round(acked, run)).some(found => found.startsWith(broken))).toBe(true)
  })

  test('finds nothing in a second output that has all, or less of what is not acked', () => {
    expect(judge(round([1, 2, 3], second(allLines)))).toEqual([])
    expect(
      judge(round([1], { ...second(['<1:1>'], ['<2']), mayCutLine: true, stoppedCleanly: true })),
    ).toEqual([])
  })

  test('finds that a second output has lost what it had', () => {
    const lost = round([1, 2, 3], second(allLines))
    const later = { ...lost.runs[0]!, number: 2, connections: [], ...second(['<1:1>']), written: '' }
    const found = judge({ ...lost, runs: [lost.runs[0]!, later] })
    expect(found).toContain('the second output keeps what it has: run 2: line 2 is not there any more')
  })

  test('finds wrong acks', () => {
    const twice = round([1, 2, 3], {})
    ;(twice.ledger as Ledger).wrongAck(1, '2')
    expect(judge(twice)).toEqual(['no ack is wrong: connection 1, id 2: acked twice'])
  })

  test('allows a forced end to cut a line, and a full output to report it', () => {
    const written = '<1:1>\n<2:2>\n<3'
    const full = { end: '1', mayEnd: new Set(['1']), refusal: /^error: full/m, stderr: 'error: full\n' }
    expect(judge(round([1, 2], { ...full, written, mayCutLine: true }))).toEqual([])
  })
})

test('the first misplaced line is found, even where lines came twice', () => {
  const connections = [
    ['a1', 'b2', 'c3'],
    ['a1', 'b2', 'c3', 'd4'],
    ['b1', 'c2'],
  ]
  expect(firstMisplacedLine(['a1', 'b2', 'c3', 'd4'], connections)).toBeUndefined()
  expect(firstMisplacedLine(['a1', 'a1', 'b2', 'b1', 'c2'], connections)).toBeUndefined()
  expect(firstMisplacedLine(['c2'], connections)).toBe(0)
  expect(firstMisplacedLine(['a1', 'b2', 'd4'], connections)).toBe(2)
  expect(firstMisplacedLine(['b1', 'a1'], connections)).toBe(1)
})

test('the same seed gives the same plan', () => {
  const options = { dialect: 'noti1', outputs: ['pipe', 'file'] } as const
  expect(makePlan(7, options)).toEqual(makePlan(7, options))
  expect(makePlan(8, options)).not.toEqual(makePlan(7, options))
  const only = Array.from({ length: 50 }, (_, seed) => makePlan(seed, { ...options, only: 'net-unread' }))
  expect(only.every(({ client, output }) => output === 'pipe' && client[0]!.kind === 'net-unread')).toBe(true)
})

test.runIf(process.platform === 'linux').each(Object.keys(dialects) as DialectName[])(
  'the real program under faults on both sides, in %s: nothing acked that was not written, nothing lost',
  async dialect => {
    const violations: string[] = []
    const totals = await torture({
      dialect,
      rounds: 5,
      seed: 1,
      jobs: 6,
      bin: 'bin/gizwits-tail.cjs',
      outputs: await outputsHere(() => {}),
      onRound: round =>
        violations.push(...round.violations.map(found => `seed ${round.plan.seed}: ${found}`)),
    })
    expect(violations).toEqual([])
    expect(totals.rounds).toBe(5)
  },
  60_000,
)
