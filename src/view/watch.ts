import { Failure } from '../base/failure.ts'
import type { Event } from '../event/event.ts'
import type { Output } from '../output/output.ts'
import { OutputCounter } from '../output/output-counter.ts'
import { Fleet } from './fleet.ts'
import { type Frame, frame } from './frame.ts'
import { LastMessage } from './last-message.ts'
import { ListOrder } from './list-order.ts'
import { OpenDevice } from './open-device.ts'
import { update } from './update.ts'
import type { Moment } from './view-context.ts'
import { type Effect, filterParsed, firstState, type ViewState } from './view-state.ts'
import type { WatchDeps, WatchedRun } from './watch-deps.ts'

/** Milliseconds between two frames, at least, unless a key was pressed. */
const frameTime = 100
/** Milliseconds after which ages are shown anew. */
const ageTime = 1000

/** The live view of all devices. It has an event as soon as it is put: nothing has to be written before the ack. */
export class Watch implements Output<Event> {
  readonly counts = new OutputCounter('view')
  private readonly deps: WatchDeps
  private readonly fleet: Fleet
  private readonly order: ListOrder
  private run: WatchedRun | undefined
  private state: ViewState = firstState
  private shown: Frame | undefined
  private device: OpenDevice | undefined
  private readonly message = new LastMessage()
  private pausedAt: Moment | undefined
  private isStale = true
  private drawnAt = 0
  private cancelTick: () => void = () => {}

  constructor(deps: WatchDeps) {
    this.deps = deps
    this.fleet = new Fleet(deps.unpacker)
    this.order = new ListOrder(this.fleet, deps.context.devices, deps)
  }

  /** Takes the terminal and shows the run. */
  open(run: WatchedRun): void {
    this.run = run
    this.deps.viewport.open()
    this.tick()
  }

  put(event: Event): void {
    const { time } = this.deps
    this.counts.waiting++
    time.saw(event)
    this.fleet.put(event, time.now(), time.wall())
    this.isStale = true
  }

  async flush(): Promise<boolean> {
    this.counts.taken(0)
    return !this.deps.viewport.isGone
  }

  abandon(): void {}

  async close(): Promise<void> {
    this.cancelTick()
    this.run = undefined
    this.deps.viewport.close()
  }

  /** Gives the terminal back while the process is stopped. */
  suspend(): void {
    this.deps.viewport.close()
  }

  /** Takes the terminal again, or draws all of it anew because its size changed. */
  refresh(): void {
    if (!this.run) return
    this.deps.viewport.open()
    this.deps.viewport.forget()
    this.draw()
  }

  /** Shows a message for a while. @param text safe, in one line */
  say(text: string): void {
    this.message.set(text, this.deps.clock.now())
    this.isStale = true
  }

  /** What the run is doing has changed. */
  changed(): void {
    this.isStale = true
  }

  key(key: string): void {
    if (!this.run || !this.shown) return
    const before = this.state
    const { state, effect } = update(before, key, this.shown.listed)
    this.state = state
    if (state.paused !== before.paused) this.pause()
    if (effect) this.carryOut(effect)
    this.draw()
  }

  private carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'quit':
        this.run?.quit()
        break
      case 'signal':
        this.run?.signal(effect.signal)
        break
      case 'redraw':
        this.deps.viewport.forget()
        break
      case 'filter':
        void this.filter(effect.text)
    }
  }

  private async filter(text: string): Promise<void> {
    let errors: string[] = []
    try {
      this.fleet.filter(text === '' ? undefined : await this.deps.compile(text))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      errors = error.message.split('\n')
    }
    this.state = filterParsed(this.state, text, errors)
    if (this.pausedAt && !this.state.paused) this.pause()
    this.order.renew()
    this.draw()
  }

  private pause(): void {
    const { time } = this.deps
    this.pausedAt = this.state.paused ? { now: time.now(), wall: time.wall() } : undefined
    this.run?.pause?.(this.state.paused)
    this.order.pause(this.pausedAt?.now)
  }

  private readonly tick = (): void => {
    this.cancelTick = this.deps.clock.after(frameTime, this.tick)
    // Ages change even if nothing comes.
    if (this.isStale || this.deps.clock.now() - this.drawnAt >= ageTime) this.draw()
  }

  private draw(): void {
    const { clock, time, viewport, context } = this.deps
    const { columns, rows } = viewport
    if (!this.run || columns === 0 || rows === 0) return
    const now = clock.now()
    const at = this.pausedAt ?? { now: time.now(), wall: time.wall() }
    const status = this.run.status()
    const facts = {
      status,
      snapshot: this.order.take(this.state.sort),
      fleet: this.fleet,
      device: this.opened(),
      message: this.message.at(now),
      hasKeys: this.run.hasKeys,
      at,
      now,
    }
    this.shown = frame(facts, this.state, { columns, rows }, context)
    this.state = this.shown.state
    this.drawnAt = now
    this.isStale = !viewport.draw(this.shown.rows)
  }

  private opened(): OpenDevice | undefined {
    const { opened, screen } = this.state
    if (screen !== 'device' || opened === undefined) return undefined
    if (this.device?.did !== opened) this.device = new OpenDevice(opened, this.deps)
    if (!this.pausedAt || this.device.count === 0) this.device.update(this.fleet)
    return this.device
  }
}
