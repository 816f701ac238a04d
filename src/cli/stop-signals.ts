import { type StopSignal, signalCodes } from './exit-code.ts'
import { ignoredAtStart } from './ignored-signals.ts'

/**
 * Calls `onSignal` for the first signal that asks the process to end. The second one ends the process at once,
 * whatever is under way. Signals that were ignored when the program was started stay ignored.
 *
 * @returns a function that removes the listeners
 */
export function onStopSignal(onSignal: (signal: StopSignal) => void): () => void {
  let first = true
  const ignored = ignoredAtStart()
  const signals = (Object.keys(signalCodes) as StopSignal[]).filter(signal => !ignored.has(signal))
  const removers = signals.map(signal => {
    const listener = () => {
      if (!first) process.exit(signalCodes[signal])
      first = false
      onSignal(signal)
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return () => {
    for (const remove of removers) remove()
  }
}
