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

interface ModeFacts {
  /** The part of the events that keeps it busy for as long as the others. */
  readonly share: number
  /** Whether it keeps the state of devices: an event that was pushed before is a redelivery to it. */
  readonly hasState?: true
  readonly isInTerminal?: true
  /** Whether acks wait for more events, or for a second. */
  readonly gathers?: true
}

const modes: Readonly<Record<TailMode, ModeFacts>> = {
  '--json': { share: 1 },
  '--filter': { share: 1 },
  '--filter joined': { share: 1 / 2 },
  pretty: { share: 1 / 3, hasState: true },
  '--datapoints': { share: 1 / 3, hasState: true },
  '--diff': { share: 1 / 3, hasState: true },
  '--record': { share: 1 },
  '--record .gz': { share: 1 / 3, gathers: true },
  '--exec': { share: 1, gathers: true },
  'status line': { share: 1 / 4, hasState: true, isInTerminal: true },
  'no status line': { share: 1 / 4, hasState: true, isInTerminal: true },
}

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
  const { share, hasState = false, isInTerminal = false, gathers = false } = modes[mode]
  return {
    prepare: async bench =>
      isInTerminal ? (inTerminal(['true']) ? undefined : 'no script of util-linux') : lacking(bench, mode),
    async run(bench) {
      const events = Math.round(bench.events * prefetches[prefetch] * share)
      const command = tail(bench, mode, prefetch, { dialect })
      const after = gathers ? 5000 : 0
      const job = { events, load, areNew: hasState }
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
