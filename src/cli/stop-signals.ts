import { signalCodes } from './exit-code.ts'

type Stop = keyof typeof signalCodes

/**
 * Listens for SIGINT and SIGTERM. The first asks for a proper end; the second ends at once, whatever is
 * under way. Answers a function that stops listening.
 */
export function onStopSignal(asked: (signal: Stop) => void): () => void {
  let first = true
  const listeners = (Object.keys(signalCodes) as Stop[]).map(signal => {
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
