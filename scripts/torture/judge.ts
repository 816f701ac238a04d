import type { Ledger } from '../../src/simulator/ledger.ts'
import { type DialectName, dialects } from '../../src/wire/dialects.ts'
import { firstMisplacedLine } from './first-misplaced-line.ts'
import { lineOf, pushesWithoutId } from './ledger-lines.ts'
import type { RunRecord } from './run-record.ts'

/** What happened in a round. */
export interface Outcome {
  readonly dialect: DialectName
  readonly ledger: Ledger
  readonly runs: readonly RunRecord[]
  readonly secret: string
}

/** Describes all that breaks a law; empty where it holds. */
type Law = (round: Outcome) => string[]

/**
 * What is promised, whatever happens. "Written" means that the kernel accepted the whole line, with its `\n`, from the
 * run's stdout. A reader that dies does not change that: the harness reads what is left in the pipe.
 */
const laws = {
  'acked is written': ({ ledger, runs }) =>
    runs.flatMap(run => {
      const lines = new Set(linesOf(run))
      return pushesOf(ledger, run)
        .filter(push => push.acked && !lines.has(lineOf(push)))
        .map(push => `run ${run.number}: acked, and not in its output: ${describe(push)}`)
    }),
  'acked is in the second output': ({ ledger, runs }) =>
    runs.flatMap(run => {
      if (!run.second) return []
      const lines = new Set(run.second.lines)
      return pushesOf(ledger, run)
        .filter(push => push.acked && !lines.has(lineOf(push)))
        .map(push => `run ${run.number}: acked, and not in its second output: ${describe(push)}`)
    }),
  'the second output keeps what it has': ({ runs }) =>
    runs.flatMap(({ number, second }, i) => {
      const lost = runs[i - 1]?.second?.lines.findIndex((line, at) => line !== second!.lines[at]) ?? -1
      return lost < 0 ? [] : [`run ${number}: line ${lost + 1} is not there any more`]
    }),
  'every ack belongs to a run': ({ ledger, runs }) => {
    const known = new Set(runs.flatMap(run => run.connections))
    return ledger.pushes.filter(push => push.acked && !known.has(push.connection)).map(describe)
  },
  'delivered is all': ({ ledger, runs }) => {
    const delivered = new Set<number>()
    for (const run of runs) {
      const lines = new Set(linesOf(run))
      for (const push of pushesOf(ledger, run)) {
        if (lines.has(lineOf(push))) delivered.add(push.event.sequence)
      }
    }
    return ledger
      .acked()
      .filter(({ sequence }) => !delivered.has(sequence))
      .map(({ sequence, pushes }) => `event ${sequence} is in no output; ${pushes.map(describe).join('; ')}`)
  },
  'no ack is wrong': ({ ledger }) =>
    ledger.violations.map(({ connection, token, what }) => `connection ${connection}, id ${token}: ${what}`),
  'an output is the pushed lines, in their order, without a gap': ({ dialect, ledger, runs }) => {
    const others = pushesWithoutId(ledger, dialects[dialect].server.words.push)
    return runs.flatMap(run => {
      const perConnection = run.connections.map(connection =>
        ledger.pushes.filter(push => push.connection === connection).map(lineOf),
      )
      return Object.entries({ stdout: linesOf(run), 'second output': run.second?.own ?? [] }).flatMap(
        ([name, all]) => {
          const lines = all.filter(line => !others.has(line))
          const at = firstMisplacedLine(lines, perConnection)
          return at === undefined
            ? []
            : [`run ${run.number}, ${name}, line ${at + 1}: ${JSON.stringify(lines[at])}`]
        },
      )
    })
  },
  'only a forced end cuts a line': ({ dialect, ledger, runs }) => {
    const others = [...pushesWithoutId(ledger, dialects[dialect].server.words.push)]
    let mayCut = false
    return runs.flatMap(run => {
      // A recording that was cut stays as it is, if it cannot be continued.
      mayCut ||= run.mayCutLine
      const whole = [...ledger.pushes.map(lineOf), ...others]
      return [
        [restOf(run), run.mayCutLine] as const,
        ...(run.second?.rests ?? []).map(rest => [rest, mayCut] as const),
      ]
        .filter(
          ([rest, mayBe]) => rest !== '' && !(mayBe && whole.some(line => `${line}\r`.startsWith(rest))),
        )
        .map(
          ([rest, mayBe]) =>
            `run ${run.number} ends with ${JSON.stringify(rest)}${mayBe ? ', which no line begins with' : ''}`,
        )
    })
  },
  'exit codes are as promised': ({ runs }) =>
    runs.flatMap(({ number, end, mayEnd, refusal, stderr }) => {
      if (!mayEnd.has(end)) return [`run ${number} ended with ${end}, not ${[...mayEnd].join(' or ')}`]
      if (end === '1' && !refusal?.test(stderr))
        return [`run ${number} ended with 1 and did not write ${refusal}`]
      // A run that was killed may have found its output full before.
      const rest = refusal ? stderr.replace(refusal, '') : stderr
      return /^error:/m.test(rest) ? [`run ${number} ended with ${end} and reported an error`] : []
    }),
  'stderr has no secret and no stack': ({ runs, secret }) =>
    runs.flatMap(({ number, stderr, written }) => [
      ...((stderr + written).includes(secret) ? [`run ${number} shows the secret`] : []),
      ...(/^bug:|^\s+at .+:\d+:\d+\)?$|^node:/m.test(stderr) ? [`run ${number} shows a stack`] : []),
    ]),
  'what is written is acked by a clean stop': ({ ledger, runs }) =>
    runs
      .filter(run => run.stoppedCleanly && run.connections.length === 1)
      .flatMap(run => {
        const lines = new Set(linesOf(run))
        const second = run.second && new Set(run.second.lines)
        return pushesOf(ledger, run)
          .filter(push => !push.acked && lines.has(lineOf(push)) && second?.has(lineOf(push)) !== false)
          .map(push => `run ${run.number}: written, and not acked: ${describe(push)}`)
      }),
} as const satisfies Record<string, Law>

/** Returns what breaks a law in a round, one line each. */
export function judge(round: Outcome): string[] {
  return Object.entries(laws).flatMap(([name, law]) => law(round).map(found => `${name}: ${found}`))
}

/** The complete lines that a run wrote, without their ends. */
function linesOf({ written }: RunRecord): string[] {
  return written
    .split('\n')
    .slice(0, -1)
    .map(line => line.replace(/\r$/, ''))
}

/** What a run wrote after its last complete line. */
function restOf({ written }: RunRecord): string {
  return written.slice(written.lastIndexOf('\n') + 1)
}

function pushesOf(ledger: Ledger, { connections }: RunRecord): Ledger['pushes'] {
  return ledger.pushes.filter(({ connection }) => connections.includes(connection))
}

function describe({ connection, token, event, acked }: Ledger['pushes'][number]): string {
  return `event ${event.sequence} as ${token} on connection ${connection}, ${acked ? 'acked' : 'not acked'}`
}
