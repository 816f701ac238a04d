import type { EventQueue, QueuedEvent } from './event-queue.ts'

/** One push of one event on one connection. */
export interface PushRecord {
  /** The connection's number, 1 for the first. */
  readonly connection: number
  /** The raw id, bytes as latin1. */
  readonly token: string
  readonly event: EventRecord
  acked: boolean
}

/** An event in one queue. */
export interface EventRecord {
  /** The queue's key. */
  readonly queue: string
  /** 1, 2, … in the order the events were made. Copies of one event in several queues have the same. */
  readonly sequence: number
  /** The line around its id, bytes as latin1. */
  readonly head: string
  readonly tail: string
  /** Every time it was pushed, oldest first. */
  readonly pushes: PushRecord[]
  acked: boolean
  /** Dropped from a full queue that nobody read. */
  expired: boolean
}

/** What is recorded of an event in a queue. */
interface Recorded extends Pick<QueuedEvent, 'sequence' | 'line'> {
  readonly queue: Pick<EventQueue, 'key'>
}

/** An ack that no client may send. */
export interface Violation {
  readonly connection: number
  readonly token: string
  readonly what: 'unknown id' | 'acked twice' | 'id of another connection'
}

/** What a broker did with every event, so that a test can check a client against it. Grows with each event. */
export class Ledger {
  /** Every event to be acked, pushed or not: one record for each queue that it is in. */
  readonly events: EventRecord[] = []
  readonly pushes: PushRecord[] = []
  readonly violations: Violation[] = []
  /** Lines sent that were no events, bytes as latin1, without line ends. */
  readonly asides: string[] = []
  private readonly records = new Map<Recorded, EventRecord>()
  private readonly byConnection = new Map<number, Map<string, PushRecord>>()

  /** Events that a client acked. */
  acked(): EventRecord[] {
    return this.events.filter(event => event.acked)
  }

  /** Events that can still be acked, those that wait and those that are out. */
  unacked(): EventRecord[] {
    return this.events.filter(event => !event.acked && !event.expired)
  }

  /** The line of a push as text, exactly as sent, without its line end. */
  lineOf({ event, token }: PushRecord): string {
    return Buffer.from(event.head + token + event.tail, 'latin1').toString()
  }

  made(event: Recorded): void {
    const { queue, sequence, line } = event
    if (!line.isEvent) return
    const { head, tail } = line
    const record = { queue: queue.key, sequence, head, tail, pushes: [], acked: false, expired: false }
    this.events.push(record)
    this.records.set(event, record)
  }

  pushed(connection: number, token: string, queued: Recorded): void {
    const event = this.records.get(queued)!
    const push = { connection, token, event, acked: false }
    event.pushes.push(push)
    this.pushes.push(push)
    this.pushesOf(connection).set(token, push)
  }

  ackedOn(connection: number, token: string): void {
    const push = this.pushesOf(connection).get(token)!
    push.acked = true
    push.event.acked = true
  }

  wrongAck(connection: number, token: string): void {
    const here = this.pushesOf(connection).has(token)
    const elsewhere = [...this.byConnection.values()].some(pushes => pushes.has(token))
    const what = here ? 'acked twice' : elsewhere ? 'id of another connection' : 'unknown id'
    this.violations.push({ connection, token, what })
  }

  expired(event: Recorded): void {
    const record = this.records.get(event)
    if (record) record.expired = true
  }

  private pushesOf(connection: number): Map<string, PushRecord> {
    let pushes = this.byConnection.get(connection)
    if (!pushes) {
      pushes = new Map()
      this.byConnection.set(connection, pushes)
    }
    return pushes
  }
}
