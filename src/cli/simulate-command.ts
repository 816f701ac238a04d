import { readFileSync } from 'node:fs'
import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { startBroker } from '../simulator/broker.ts'
import { neverBlock } from '../sink/never-block.ts'
import { BoundedLog } from './bounded-log.ts'
import { signalCodes } from './exit-code.ts'
import { print } from './print.ts'
import { commandLine } from './shell-word.ts'
import type { SimulateFlags } from './simulate-options.ts'
import { onStopSignal } from './stop-signals.ts'
import { temporaryFile } from './temporary-file.ts'

/**
 * Runs the broker until a signal ends it, and answers the exit code. The tail command that connects to it goes
 * to stdout, ready to paste; what happens goes to stderr.
 *
 * @throws Failure where it cannot begin
 */
export async function simulateCommand(flags: SimulateFlags): Promise<number> {
  neverBlock(process.stderr)
  const { port = 2015, rate = 5, devices = 10, count, seed = 1, id, secret } = flags
  const log = new BoundedLog(process.stderr)
  const stopped = new Promise<number>(resolve => {
    onStopSignal(signal => resolve(signalCodes[signal]))
  })
  const broker = await startBroker({
    port,
    rate,
    devices,
    seed,
    scenarios: (flags.scenario ?? []).flat(),
    clock: systemClock,
    ...(count === undefined ? {} : { count }),
    ...(flags.events === undefined ? {} : { events: linesOf(flags.events) }),
    ...(id === undefined && secret === undefined
      ? {}
      : { credentials: { ...(id && { id }), ...(secret && { secret }) } }),
    ...(!flags.quiet && { log: (text: string) => log.line(text) }),
  })
  try {
    const ca = temporaryFile('ca.pem', broker.ca)
    const login = [
      '--id',
      id ?? 'any',
      ...(secret === undefined ? ['--secret', 'any'] : ['--secret-file', '-']),
    ]
    const command = [
      'gizwits-tail',
      '--host',
      '127.0.0.1',
      '--port',
      String(broker.port),
      '--ca',
      ca,
      ...login,
    ]
    await print(`${commandLine(command, process.platform)}\n`)
    return await stopped
  } finally {
    await broker.close()
  }
}

function linesOf(path: string): string[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n')
    // What follows the last line's end is no line.
    if (lines.at(-1) === '') lines.pop()
    if (lines.length > 0) return lines
  } catch (error) {
    throw new Failure('usage', `--events: cannot read ${excerpt(path)}: ${(error as Error).message}`, {
      cause: error,
    })
  }
  throw new Failure('usage', `--events: ${excerpt(path)} is empty; it must hold one event a line`)
}
