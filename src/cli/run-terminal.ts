import { fstatSync } from 'node:fs'
import { neverBlock } from '../output/never-block.ts'
import { BottomLine } from '../view/bottom-line.ts'
import type { ConsoleStream } from './console.ts'
import { HeldMessages } from './held-messages.ts'
import type { RunConfig } from './run-config.ts'

/** What a run draws on a terminal besides its events and messages. */
export interface RunTerminal {
  /** The line at the bottom; undefined if there is to be none. */
  readonly bottomLine: BottomLine | undefined
  /** stderr, whose messages wait while a view has the terminal. */
  readonly messages: HeldMessages
}

type Process = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'platform' | 'env'>

export function runTerminal(
  {
    statusLine,
    watch,
    verbosity,
  }: Pick<RunConfig, 'watch' | 'verbosity'> & { readonly statusLine: 'auto' | 'never' },
  process: Process,
): RunTerminal {
  const { stderr, platform } = process
  neverBlock(stderr, platform)
  const wantsLine = statusLine === 'auto' && !watch && verbosity !== 'quiet'
  const bottomLine = wantsLine && isShared(process) ? lineOn(process) : undefined
  const stream: ConsoleStream = bottomLine?.stderr ?? stderr
  return { bottomLine, messages: new HeldMessages(stream) }
}

/** Whether stdout and stderr are one terminal that can move its cursor. */
function isShared({ stdout, stderr, platform, env }: Process): boolean {
  if (!stdout.isTTY || !stderr.isTTY || env.TERM === 'dumb') return false
  // A process of Windows has one console.
  return platform === 'win32' || fstatSync(1).rdev === fstatSync(2).rdev
}

function lineOn({ stdout, stderr, platform }: Process): BottomLine {
  neverBlock(stdout, platform)
  return new BottomLine({ stdout, stderr })
}
