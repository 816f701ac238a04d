import { type StopSignal, signalCodes } from './exit-code.ts'
import { ignoredAtStart } from './ignored-signals.ts'

/**
 * Listens for the signals that ask a process to end. The first asks for a proper end; the second ends at once,
 * whatever is under way. Signals that were ignored when the program was started stay ignored. Answers a function
 * that stops listening.
 */
export function onStopSignal(asked: (signal: StopSignal) => void): () => void {
  let first = true
  const ignored = ignoredAtStart()
  const heeded = (Object.keys(signalCodes) as StopSignal[]).filter(signal => !ignored.has(signal))
  const listeners = heeded.map(signal => {
    const listener = () => {
      if (!first) process.exit(signalCodes[signal])
      first = false
      asked(signal)
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return () => {
    for (const stop of listeners) stop()
  }
}
