import { Ledger } from '../../src/simulator/ledger.ts'

/** A ledger that reports each of its changes. */
export class WatchedLedger extends Ledger {
  /** Events acked so far; a broker gets the ack of an event only once. */
  ackCount = 0
  private readonly watchers = new Set<() => void>()

  get allAcked(): boolean {
    return this.ackCount === this.events.length
  }

  /** Calls `watcher` after each push and ack, until the function returned is called. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }

  override pushed(...push: Parameters<Ledger['pushed']>): void {
    super.pushed(...push)
    this.report()
  }

  override ackedOn(...ack: Parameters<Ledger['ackedOn']>): void {
    super.ackedOn(...ack)
    this.ackCount++
    this.report()
  }

  private report(): void {
    for (const watcher of this.watchers) watcher()
  }
}
