import { expect } from 'vitest'
import type { Batch } from '../../src/session/delivery.ts'
import { Ledger } from '../../src/simulator/ledger.ts'

/**
 * What the broker and the client each say of every ack, for a test to hold one against the other when a run is
 * over: give `ledger` and `log` to the broker, and let the client read through `watch`.
 */
export class AckAudit {
  readonly ledger = new Ledger()
  private readonly notUnderstood: string[] = []
  /** What was handed out on the last connection that handed something out. */
  private last: Batch[] = []

  /** A line of the broker's log. */
  readonly log = (line: string): void => {
    if (line.includes('not understood')) this.notUnderstood.push(line)
  }

  /** Passes the batches on, and remembers them. */
  async *watch(batches: AsyncIterable<Batch>): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of batches) {
      if (!this.last[0]?.ackable) this.last = []
      this.last.push(batch)
      yield batch
    }
  }

  /** No ack of an unknown id, of another connection, or twice, and no request that the broker could not read. */
  expectNoWrongRequest(): void {
    expect(this.notUnderstood).toEqual([])
    expect(this.ledger.violations).toEqual([])
  }

  /**
   * What arrived was sent and, unless that connection broke, all that the client believes to be sent has arrived, on
   * the last connection that brought events.
   *
   * @param broke the run failed: acks may have been under way
   * @param all nothing that was handed out there may be left un-acked
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
