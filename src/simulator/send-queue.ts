import type { BrokerContext } from './broker-context.ts'
import { DeliveryWindow } from './delivery-window.ts'
import type { QueuedEvent } from './event-queue.ts'
import type { JoinedHooks } from './fault-hooks.ts'
import type { Outlet } from './outlet.ts'

/** Bytes in one write, and bytes waiting in the socket above which nothing more is pushed. */
const batchBytes = 256 * 1024

/** What one connection says: replies at once, events as the window and the socket have room, all in few writes. */
export class SendQueue {
  private readonly connection: number
  private readonly context: BrokerContext
  private readonly hooks: JoinedHooks
  private readonly outlet: Outlet
  /** Absent before the login and once the connection is over. */
  private window: DeliveryWindow | undefined
  /** Said, but not written yet; bytes as latin1. */
  private unwritten = ''
  private pushing = true
  private silent = false

  /** @param connection its number */
  constructor(connection: number, outlet: Outlet, hooks: JoinedHooks, context: BrokerContext) {
    this.connection = connection
    this.outlet = outlet
    this.hooks = hooks
    this.context = context
  }

  /** Begins to push, at most `prefetch` un-acked events. */
  open(prefetch: number): void {
    this.window = new DeliveryWindow(prefetch, this.hooks.id)
  }

  /** Ends all pushing; answers what was not acked. What is said and not written stays so. */
  shut(): QueuedEvent[] {
    const events = this.window?.drain() ?? []
    this.window = undefined
    this.unwritten = ''
    this.silent = true
    return events
  }

  /** @param bytes as latin1, whole lines or not */
  send(bytes: string): void {
    if (!this.silent) this.unwritten += bytes
  }

  /** As `send`, for what is neither answer nor event. */
  sendAside(bytes: string): void {
    if (this.silent) return
    this.send(bytes)
    this.context.ledger?.asides.push(bytes.replace(/\r?\n$/, ''))
  }

  fallSilent(): void {
    this.silent = true
  }

  /** Pushes nothing from now on; answers go on. False where it was so already. */
  stopPushing(): boolean {
    const { pushing } = this
    this.pushing = false
    return pushing
  }

  /** Frees the place of an event; false where `token` is out on this connection under no event. */
  settle(token: string): boolean {
    return this.window?.settle(token) !== undefined
  }

  /** Whether it would take an event now. */
  get willing(): boolean {
    const { window, outlet, hooks, context } = this
    if (!window || !this.pushing || this.silent || window.room <= 0 || outlet.waiting > batchBytes)
      return false
    const { available } = context.queue
    return available > 0 && !hooks.hold.some(hold => hold(window.room, available))
  }

  /** Pushes all that there is and that there is room for, and writes it with what was said. */
  turn(): void {
    while (this.willing && this.pushOne()) {
      while (this.pushOne());
      this.flush()
    }
    this.flush()
  }

  /** Pushes one event, without writing it out; false where none can be. */
  pushOne(): boolean {
    const { window } = this
    if (!window || window.room <= 0 || this.unwritten.length > batchBytes) return false
    for (const hook of this.hooks.beforePush) hook()
    const { queue, ledger, counts } = this.context
    const event = queue.take()
    if (!event) return false
    const { head, tail, numbered } = event.line
    const end = this.hooks.lineEnd?.() ?? '\n'
    if (!numbered) {
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
