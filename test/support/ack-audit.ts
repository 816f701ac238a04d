import { expect } from 'vitest'
import type { Batch } from '../../src/session/delivery.ts'
import { Ledger } from '../../src/simulator/ledger.ts'

/**
 * Compares what broker and client record of every ack, after a run. Give `ledger` and `log` to the broker, and let the
 * client read through `watch`.
 */
export class AckAudit {
  readonly ledger = new Ledger()
  private readonly notUnderstood: string[] = []
  /** The batches of the last connection that had any. */
  private last: Batch[] = []

  /** Takes a line of the broker's log. */
  readonly log = (line: string): void => {
    if (line.includes('not understood')) this.notUnderstood.push(line)
  }

  /** Yields the batches, and remembers them. */
  async *watch(batches: AsyncIterable<Batch>): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of batches) {
      if (!this.last[0]?.ackable) this.last = []
      this.last.push(batch)
      yield batch
    }
  }

  /** Fails if an id was unknown, of another connection, or acked twice, or if the broker could not read a request. */
  expectNoWrongRequest(): void {
    expect(this.notUnderstood).toEqual([])
    expect(this.ledger.violations).toEqual([])
  }

  /**
   * Fails unless each ack that arrived was sent and, if the connection was not lost, each ack that was sent arrived. It
   * checks the last connection with events.
   *
   * @param broke the run failed, so acks may not have arrived
   * @param all no event of that connection may be un-acked
   */
  expectAcksArrived(broke: boolean, all: boolean): void {
    const { pushes } = this.ledger
    const deliveries = this.last.flatMap(batch => batch.deliveries).filter(delivery => delivery.deliveryId)
    const sent = deliveries.filter(delivery => delivery.acked).map(delivery => delivery.deliveryId!)
    const connection = pushes.at(-1)?.connection
    const arrived = pushes.filter(push => push.connection === connection && push.acked)
    const tokens = arrived.map(push => push.token)
    if (broke) expect(sent).toEqual(expect.arrayContaining(tokens))
    else expect(tokens.sort()).toEqual(sent.toSorted())
    if (all) expect(sent).toHaveLength(deliveries.length)
  }
}
