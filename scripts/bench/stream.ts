import { rmSync } from 'node:fs'
import type { DialectName } from '../../src/wire/dialects.ts'
import type { Bench } from './bench.ts'
import { startChild } from './child.ts'
import { type BareMode, bare, credentials, lacking, recordingFile, type TailMode, tail } from './clients.ts'
import type { Contender } from './contender.ts'
import { inTerminal } from './in-terminal.ts'
import type { LoadName } from './loads.ts'
import { streamRun, whileRunning } from './stream-run.ts'

/** Windows that are measured, and the part of the events that each needs to run long enough. */
const prefetches = { 5: 1 / 12, 50: 1 / 3, 1000: 1, 2000: 1, 32767: 1 } as const

type Prefetch = keyof typeof prefetches

/** The part of the events that keeps a mode of the tail busy for as long as the others. */
const shares: Record<TailMode, number> = {
  '--json': 1,
  '--filter': 1,
  '--filter joined': 1 / 2,
  pretty: 1 / 3,
  '--datapoints': 1 / 3,
  '--diff': 1 / 3,
  '--record': 1,
  '--record .gz': 1 / 3,
  '--exec': 1,
  'status line': 1 / 4,
  'no status line': 1 / 4,
}

/** Modes that are measured in a terminal. */
const terminalModes: ReadonlySet<TailMode> = new Set(['status line', 'no status line'])

/** The modes in which acks wait for more events, or for a second. */
const gathers: ReadonlySet<TailMode> = new Set(['--record .gz', '--exec'])

/** What the pusher sends. */
interface Sent {
  readonly dialect?: DialectName
  /** Default: the small events of the dialect. */
  readonly load?: LoadName
}

/** The tail in one of its modes. */
export function tailContender(
  mode: TailMode,
  prefetch: Prefetch,
  { dialect = 'noti1', load = dialect }: Sent = {},
): Contender {
  const isInTerminal = terminalModes.has(mode)
  return {
    prepare: async bench =>
      isInTerminal ? (inTerminal(['true']) ? undefined : 'no script of util-linux') : lacking(bench, mode),
    async run(bench) {
      const events = Math.round(bench.events * prefetches[prefetch] * shares[mode])
      const command = tail(bench, mode, prefetch, { dialect })
      const after = gathers.has(mode) ? 5000 : 0
      const job = { events, load }
      const run = await streamRun(bench, { command, env: credentials, job, after, isInTerminal })
      for (const extension of ['', '.gz'] as const) rmSync(recordingFile(bench, extension), { force: true })
      if (mode === '--json' && load === dialect && run.bytes !== bench.loads[dialect].bytesOf(run.events)) {
        throw new Error(`--json wrote ${run.bytes} bytes of ${run.events} events, which is not what was sent`)
      }
      return run
    },
  }
}

/** The client that does nothing but what the wire demands. */
export function bareContender(
  prefetch: Prefetch,
  mode: BareMode = 'through',
  { dialect = 'noti1', load = dialect }: Sent = {},
): Contender {
  return {
    run(bench) {
      const events = Math.round(bench.events * prefetches[prefetch] * 2)
      return streamRun(bench, {
        command: bare(bench, prefetch, mode, { dialect }),
        job: { events, load },
      })
    },
  }
}

/** How fast the pusher pushes where nothing limits it: no window, no acks, nothing written. */
export const unlimitedContender: Contender = {
  async run(bench: Bench) {
    const events = bench.events * 4
    const { login, closed } = bench.broker.next({ events, marks: [], window: 'none' })
    const client = startChild(bare(bench, 1, 'drain'))
    const start = await whileRunning(client, login)
    const end = await closed
    const ms = end.at - start.at
    await client.stop()
    return { rate: events / (ms / 1000), ms, brokerCpu: (end.cpu - start.cpu) / ms }
  },
}
