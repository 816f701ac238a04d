import { Ledger } from '../../src/simulator/ledger.ts'

/** A ledger that tells when something is written in it, at that very moment. */
export class WatchedLedger extends Ledger {
  /** Events acked so far; a broker hears the ack of an event only once. */
  ackCount = 0
  private readonly watchers = new Set<() => void>()

  get allAcked(): boolean {
    return this.ackCount === this.events.length
  }

  /** Calls `watcher` on each push and ack. What it answers ends that. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }

  override pushed(...push: Parameters<Ledger['pushed']>): void {
    super.pushed(...push)
    this.tell()
  }

  override ackedOn(...ack: Parameters<Ledger['ackedOn']>): void {
    super.ackedOn(...ack)
    this.ackCount++
    this.tell()
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher()
  }
}
