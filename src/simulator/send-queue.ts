import type { BrokerContext } from './broker-context.ts'
import { DeliveryWindow } from './delivery-window.ts'
import { latin1Of } from './event-line.ts'
import type { QueuedEvent } from './event-queue.ts'
import type { JoinedHooks } from './fault-hooks.ts'
import type { Outlet } from './outlet.ts'
import type { EventSupply, QueueReader } from './round-robin.ts'
import { Subscriptions } from './subscriptions.ts'

/** Bytes of one write, and bytes waiting in the socket above which nothing more is pushed. */
const batchBytes = 256 * 1024

/** What one connection sends, in few writes: replies at once, events when the window and the socket have room. */
export class SendQueue implements QueueReader {
  readonly subscriptions: Subscriptions
  private readonly connection: number
  private readonly context: BrokerContext
  private readonly hooks: JoinedHooks
  private readonly outlet: Outlet
  /** Absent before the login and after the end of the connection. */
  private window: DeliveryWindow | undefined
  /** Bytes as latin1. */
  private unwritten = ''
  private mode: 'pushing' | 'replying' | 'silent' = 'pushing'

  /** @param connection its number */
  constructor(connection: number, outlet: Outlet, hooks: JoinedHooks, context: BrokerContext) {
    this.connection = connection
    this.outlet = outlet
    this.hooks = hooks
    this.context = context
    this.subscriptions = new Subscriptions(this, context)
  }

  /** Starts to push, at most `prefetch` un-acked events. */
  open(prefetch: number): void {
    this.window = new DeliveryWindow(prefetch, this.hooks.id)
  }

  /** Ends everything, dropping what is unwritten. Returns the un-acked events, oldest first. */
  close(): QueuedEvent[] {
    const events = this.window?.drain() ?? []
    this.window = undefined
    this.unwritten = ''
    this.mode = 'silent'
    this.subscriptions.close()
    return events
  }

  /** @param text a reply, with its line end */
  send(text: string | Buffer): void {
    if (this.mode !== 'silent') this.unwritten += latin1Of(text)
  }

  /** Sends what is neither a reply nor an event. */
  sendAside(text: string | Buffer): void {
    if (this.mode === 'silent') return
    this.send(text)
    this.context.ledger?.asides.push(latin1Of(text).replace(/\r?\n$/, ''))
  }

  /** Sends nothing from now on. */
  silence(): void {
    this.mode = 'silent'
  }

  /** Pushes nothing from now on, but still sends replies. Returns false if it pushed nothing before. */
  stopPushing(): boolean {
    if (this.mode !== 'pushing') return false
    this.mode = 'replying'
    return true
  }

  /** Frees the place of an acked event; false if no event is out under `token` on this connection. */
  settle(token: string): boolean {
    return this.window?.settle(token) !== undefined
  }

  /** Whether there is an event for it, and room, and no scenario holds it back. */
  get canPush(): boolean {
    const { window, mode, outlet, hooks } = this
    if (!window || mode !== 'pushing' || window.room <= 0 || outlet.waiting > batchBytes) return false
    const { available } = this.subscriptions
    return available > 0 && !hooks.hold.some(hold => hold(window.room, available))
  }

  /** Pushes and writes all events there are and there is room for, then those that this brought to other connections. */
  turn(): void {
    while (this.canPush && this.pushOne()) {
      while (this.pushOne());
      this.flush()
    }
    this.flush()
    this.context.exchange.distribute()
  }

  /** Pushes one event, without writing it; false if there is none, or no room. */
  pushOne(supply: EventSupply = this.subscriptions): boolean {
    const { window } = this
    if (!window || window.room <= 0 || this.unwritten.length > batchBytes) return false
    for (const hook of this.hooks.beforePush) hook()
    const event = supply.take()
    if (!event) return false
    const { ledger, counts } = this.context
    const { head, tail, isEvent } = event.line
    const end = this.hooks.lineEnd?.() ?? '\n'
    if (!isEvent) {
      this.unwritten += head + end
      ledger?.asides.push(head)
      return true
    }
    const token = window.add(event)
    this.unwritten += head + token + tail + end
    ledger?.pushed(this.connection, token, event)
    counts.pushes++
    for (const hook of this.hooks.afterPush) hook()
    return true
  }

  flush(): void {
    if (this.unwritten === '') return
    const bytes = this.unwritten
    this.unwritten = ''
    this.outlet.write(bytes)
  }
}
