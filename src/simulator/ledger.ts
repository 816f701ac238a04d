import type { QueuedEvent } from './event-queue.ts'

/** One push of one event on one connection. */
export interface PushRecord {
  /** The connection's number, 1 for the first. */
  readonly connection: number
  /** The raw id, bytes as latin1. */
  readonly token: string
  readonly event: EventRecord
  acked: boolean
}

export interface EventRecord {
  /** 1, 2, … in the order the events were made. */
  readonly sequence: number
  /** The line around its id, bytes as latin1. */
  readonly head: string
  readonly tail: string
  /** Every time it went out, oldest first. */
  readonly pushes: PushRecord[]
  acked: boolean
}

/** An ack that no client may send. */
export interface Violation {
  readonly connection: number
  readonly token: string
  readonly what: 'unknown id' | 'acked twice' | 'id of another connection'
}

/** What a broker did with every event, for tests to hold a client against. Grows with each event. */
export class Ledger {
  /** Every event to be acked that was made, whether it has gone out or not. */
  readonly events: EventRecord[] = []
  readonly pushes: PushRecord[] = []
  readonly violations: Violation[] = []
  /** Lines sent that were no events, bytes as latin1, without line ends. */
  readonly asides: string[] = []
  private readonly bySequence = new Map<number, EventRecord>()
  private readonly byConnection = new Map<number, Map<string, PushRecord>>()

  /** Events a client acked. */
  acked(): EventRecord[] {
    return this.events.filter(event => event.acked)
  }

  /** Events nobody acked, those that wait and those that are out. */
  unacked(): EventRecord[] {
    return this.events.filter(event => !event.acked)
  }

  /** The line of a push as text, exactly as sent, without its line end. */
  lineOf({ event, token }: PushRecord): string {
    return Buffer.from(event.head + token + event.tail, 'latin1').toString()
  }

  made({ sequence, line }: QueuedEvent): void {
    if (!line.numbered) return
    const event = { sequence, head: line.head, tail: line.tail, pushes: [], acked: false }
    this.events.push(event)
    this.bySequence.set(sequence, event)
  }

  pushed(connection: number, token: string, { sequence }: QueuedEvent): void {
    const event = this.bySequence.get(sequence)!
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

  private pushesOf(connection: number): Map<string, PushRecord> {
    let pushes = this.byConnection.get(connection)
    if (!pushes) {
      pushes = new Map()
      this.byConnection.set(connection, pushes)
    }
    return pushes
  }
}
