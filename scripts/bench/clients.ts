import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { DialectName } from '../../src/wire/dialects.ts'
import type { Bench } from './bench.ts'
import { type Command, plainEnv } from './child.ts'
import { rareType } from './lines.ts'

/**
 * Credentials in the environment: on a command line the tail warns of them. The secret is like no part of a line, as
 * real ones are: where a line may hold it, pretty looks at every byte to mask it.
 */
export const credentials = {
  GIZWITS_ENTERPRISE_ID: 'bench',
  GIZWITS_ENTERPRISE_SECRET: 'q7Vd2mXw9Ktz4Rfh',
  GIZWITS_AUTH_SECRET: 'q7Vd2mXw9Ktz4Rfh',
}

/** Arguments that choose a dialect, beside the credentials. */
const logins: Readonly<Record<DialectName, readonly string[]>> = {
  noti1: [],
  snoti2: ['--product', 'a1f0c3d2e4b5968778695a4b3c2d1e01:bench'],
}

const pretty = ['--color', 'always']

/** The options of the tail that are measured, by a short name. */
const tailModes = {
  '--json': () => ['--json'],
  '--filter': () => ['--json', '--filter', `event_type=${rareType}`],
  '--filter joined': () => [
    '--json',
    '--filter',
    `(event_type=${rareType} or data.Room_Temp>34.5) and not did=~^X`,
  ],
  pretty: () => pretty,
  '--datapoints': ({ definitionFile }) => [...pretty, '--datapoints', definitionFile],
  '--diff': () => [...pretty, '--diff'],
  '--record': bench => ['--json', '--record', recordingFile(bench, '')],
  '--record .gz': bench => ['--json', '--record', recordingFile(bench, '.gz')],
  '--exec': () => ['--exec', 'cat > /dev/null'],
  // In a terminal, which has one unless told otherwise.
  'status line': () => [],
  'no status line': () => ['--status-line', 'never'],
} as const satisfies Record<string, (bench: Bench) => readonly string[]>

/** The file that a tail records to, to be removed after each run: it would be added to, and it is large. */
export function recordingFile({ folder }: Bench, extension: '' | '.gz'): string {
  return join(folder, `recording.ndjson${extension}`)
}

export type TailMode = keyof typeof tailModes

export interface ClientOptions {
  readonly dialect?: DialectName
  /** One of the broker's. Default: that without a delay. */
  readonly port?: number
}

/** The command line of a tail. */
export function tail(
  bench: Bench,
  mode: TailMode,
  prefetch: number,
  { dialect = 'noti1', port = bench.broker.port }: ClientOptions = {},
): Command {
  const { programs, caFile } = bench
  const server = ['--host', '127.0.0.1', '--port', String(port), '--ca', caFile]
  return [
    process.execPath,
    programs.tail,
    ...server,
    ...logins[dialect],
    '--prefetch',
    String(prefetch),
    ...tailModes[mode](bench),
  ]
}

/** Returns why a program cannot be run in a mode: it may be an older one. */
export function lacking({ programs }: Bench, mode: TailMode): string | undefined {
  const help = execFileSync(process.execPath, [programs.tail, '--help'], {
    encoding: 'utf8',
    env: plainEnv(),
  })
  const [option = ''] = mode.split(' ')
  return option.startsWith('--') && !help.includes(`${option} `) ? `the program has no ${option}` : undefined
}

/** What the bare client does with events, see bare-client.ts. */
export type BareMode = 'through' | 'acks' | 'drain'

/** The command line of the bare client. */
export function bare(
  { broker, programs, caFile }: Bench,
  prefetch: number,
  mode: BareMode,
  { dialect = 'noti1', port = broker.port }: ClientOptions = {},
): Command {
  return [process.execPath, programs.bareClient, String(port), caFile, String(prefetch), mode, dialect]
}
