import { resolve } from 'node:path'
import { systemClock } from '../base/clock.ts'
import { grouped } from '../base/grouped.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { neverBlock } from '../output/never-block.ts'
import { startBroker } from '../simulator/broker.ts'
import { products as madeUp, productsOf } from '../simulator/products.ts'
import type { TimedLinesOptions } from '../simulator/timed-lines.ts'
import { dialects } from '../wire/dialects.ts'
import { BoundedLog } from './bounded-log.ts'
import { refuseContradictions, refuseOrphans } from './contradictions.ts'
import { readEventsFile } from './events-file.ts'
import { signalCodes } from './exit-code.ts'
import { loadDefinitions } from './load-definitions.ts'
import { withDefaults } from './option-table.ts'
import { print } from './print.ts'
import { commandLine } from './shell-word.ts'
import {
  type SimulateFlags,
  simulateContradictions,
  simulateDependences,
  simulateOptions,
} from './simulate-options.ts'
import { loginWords, productKeysOf } from './simulated-login.ts'
import { onStopSignal } from './stop-signals.ts'
import { temporaryFile } from './temporary-file.ts'

/**
 * Runs the broker until a signal stops it, and returns the exit code. Prints the tail command that connects to it to
 * stdout, ready to paste, and a log to stderr.
 *
 * @throws Failure if it cannot start
 */
export async function simulateCommand(flags: SimulateFlags): Promise<number> {
  refuseContradictions(simulateOptions, simulateContradictions, flags)
  refuseOrphans(simulateOptions, simulateDependences, flags)
  neverBlock(process.stderr)
  const { rate, devices, count, seed, id, secret, dialect, datapoints } = withDefaults(simulateOptions, flags)
  const { endpoint, server } = dialects[dialect]
  const stderr = new BoundedLog(process.stderr)
  const log = flags.quiet ? () => {} : (text: string) => stderr.line(text)
  // Before there are listeners for signals, so that Ctrl-C ends the wait for a pipe that nobody writes to.
  const recorded = flags.events === undefined ? undefined : await readEventsFile(flags.events, dialect)
  if (recorded?.cut)
    log(
      say('{file} ends within its {compression} data', {
        file: excerpt(flags.events!),
        compression: recorded.cut,
      }),
    )
  if (recorded?.numbered)
    log(say('events without delivery_id, which get one: {n}', { n: grouped(recorded.numbered) }))
  const loaded = datapoints === undefined ? undefined : await loadDefinitions(datapoints, '--datapoints')
  for (const warning of loaded?.warnings ?? []) log(warning)
  const products = loaded ? productsOf(loaded.definitions) : madeUp
  const stopped = new Promise<number>(resolve => {
    onStopSignal(signal => resolve(signalCodes[signal]))
  })
  const broker = await startBroker({
    port: flags.port ?? endpoint.port,
    dialect: server,
    rate: flags.speed === 'max' ? 0 : rate,
    devices,
    products,
    seed,
    scenarios: (flags.scenario ?? []).flat(),
    clock: systemClock,
    ...(count === undefined ? {} : { count }),
    ...(recorded && { events: recorded.lines, timed: timedBy(flags) }),
    ...(id === undefined && secret === undefined
      ? {}
      : { credentials: { ...(id && { id }), ...(secret && { secret }) } }),
    log,
  })
  try {
    const ca = temporaryFile('ca.pem', broker.ca)
    const productKeys = recorded
      ? productKeysOf(recorded.lines, server.words.push)
      : products.slice(0, devices).map(({ productKey }) => productKey)
    const login = [
      ...loginWords[dialect](id ?? 'any', productKeys),
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
      ...(datapoints === undefined ? [] : ['--datapoints', resolve(datapoints)]),
    ]
    await print(`${commandLine(command, process.platform)}\n`)
    return await stopped
  } finally {
    await broker.close()
  }
}

/** Returns how the times of recorded events are used; undefined if they are not. */
function timedBy({ speed, retime, loop }: SimulateFlags): TimedLinesOptions | undefined {
  if (speed === undefined && !retime && !loop) return undefined
  return { speed: speed === 'max' ? undefined : speed, retime: retime === true, loop: loop === true }
}
