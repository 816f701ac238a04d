import type { Output } from './output.ts'

/** What several outputs can do together: they have no counts in common. */
export type CombinedOutput<E> = Omit<Output<E>, 'counts' | 'gather'>

/** Combines outputs into one. A single output is returned itself, so that it costs nothing per event. */
export function allOutputs<E>(outputs: readonly Output<E>[]): CombinedOutput<E> {
  return outputs.length === 1 ? outputs[0]! : new OutputGroup(outputs)
}

/** Outputs that write side by side. What was put is written only once all of them have it. */
class OutputGroup<E> implements CombinedOutput<E> {
  private readonly outputs: readonly Output<E>[]

  constructor(outputs: readonly Output<E>[]) {
    this.outputs = outputs
  }

  put(event: E): void {
    for (const output of this.outputs) output.put(event)
  }

  /** Settles as soon as one output fails or is gone, without waiting for the others: one of them may be blocked. */
  flush(): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const goneOr = (taken: boolean) => taken || resolve(false)
      const flushes = this.outputs.map(output => output.flush().then(goneOr))
      Promise.all(flushes).then(() => resolve(true), reject)
    })
  }

  abandon(): void {
    for (const output of this.outputs) output.abandon()
  }

  /** Closes all of them, and throws the first failure after that. */
  async close(): Promise<void> {
    const results = await Promise.allSettled(this.outputs.map(output => output.close()))
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }
}
