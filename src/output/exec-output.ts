import { backoffDelay } from '../base/backoff.ts'
import type { ByteRange } from '../base/byte-range.ts'
import type { Clock } from '../base/clock.ts'
import { delay } from '../base/delay.ts'
import { Failure } from '../base/failure.ts'
import { grouped } from '../base/grouped.ts'
import { say } from '../language/say.ts'
import { commandFailure } from './command-failure.ts'
import { type CommandEnd, CommandRun, notStarted } from './command-run.ts'
import type { Output } from './output.ts'
import { OutputCounter } from './output-counter.ts'
import type { StartShell } from './shell-child.ts'
import { WriteBuffer } from './write-buffer.ts'

/** Milliseconds that closing waits for a command that does not end even when it is killed. */
const closeLimit = 5000

/** How events are passed to a command. */
export interface ExecConfig {
  readonly command: string
  /** Milliseconds after which a run of the command has failed. */
  readonly timeout: number
  /** Most events of a run, and milliseconds that the first of them waits for others. */
  readonly gather: { readonly events: number; readonly time: number }
}

export interface ExecDeps {
  readonly start: StartShell
  readonly clock: Clock
  /** A number in [0, 1). */
  readonly random: () => number
  /** Called with lines that the command has printed together. */
  readonly print: (lines: readonly string[]) => void
  readonly onStatus: (status: ExecStatus) => void
  /** Aborted when the run is to end: from then on, no batch is tried again. */
  readonly stopping: AbortSignal
}

/** What happens to batches. */
export type ExecStatus =
  /** The command has not taken a batch, which is tried again after `retryIn` milliseconds. */
  | (Failed & { readonly kind: 'failed'; readonly events: number; readonly retryIn: number })
  /** The command has taken the batch that it had failed to take so often. */
  | { readonly kind: 'recovered'; readonly failures: number }

/** Lines of events. */
interface EventBatch {
  readonly bytes: Buffer
  readonly events: number
}

type Failed = CommandEnd & { readonly failure: string }

/**
 * Passes each batch to a run of a command, as lines on its stdin. A batch that one run does not take is passed to the
 * next, for ever, so that batches are neither skipped nor reordered.
 */
export class ExecOutput<E> implements Output<E> {
  readonly counts = new OutputCounter('exec')
  readonly gather: NonNullable<Output<E>['gather']>
  private readonly command: string
  private readonly timeout: number
  private readonly format: (event: E) => string | ByteRange
  private readonly deps: ExecDeps
  private readonly buffer = new WriteBuffer()
  /** Events in the buffer. */
  private buffered = 0
  /** Batches that are as large as they may be. */
  private full: EventBatch[] = []
  private running: CommandRun | undefined
  private abandoned = false
  /** Aborted when the next attempt must not be waited for. */
  private readonly ending = new AbortController()
  /** Settles the attempt that is waited for. */
  private giveUp = () => {}

  /**
   * @param format called once per event, in order; returns whole lines, each with its `\n`
   */
  constructor(
    { command, timeout, gather }: ExecConfig,
    format: (event: E) => string | ByteRange,
    deps: ExecDeps,
  ) {
    // A few events more would be another run of the command.
    this.gather = { ...gather, most: gather.events }
    this.command = command
    this.timeout = timeout
    this.format = format
    this.deps = deps
    deps.stopping.addEventListener('abort', () => this.ending.abort())
  }

  put(event: E): void {
    this.counts.waiting++
    if (this.buffered === this.gather.events) this.closeBatch()
    this.buffered++
    this.buffer.put(this.format(event))
  }

  /** @throws Failure `output` if the command has not taken the batch when the run is to end */
  async flush(): Promise<boolean> {
    const batches = this.full
    this.full = []
    for (const batch of batches) await this.pass(batch)
    const last = this.buffer.take()
    if (last) await this.pass({ bytes: last, events: this.buffered })
    this.buffered = 0
    return !this.abandoned
  }

  abandon(): void {
    this.abandoned = true
    this.running?.stop(say('was given up'))
    this.giveUp()
    this.ending.abort()
  }

  /** Ends a command that still runs: its batch is not waited for any more. */
  async close(): Promise<void> {
    const { running } = this
    this.abandon()
    if (!running) return
    await new Promise<void>(resolve => {
      const cancel = this.deps.clock.after(closeLimit, resolve)
      running.ended.then(() => {
        cancel()
        resolve()
      })
    })
  }

  /** Ends a command that still runs without waiting, for when the process exits. */
  kill(): void {
    this.running?.kill()
  }

  /** What is in the buffer becomes a batch of its own. */
  private closeBatch(): void {
    this.full.push({ bytes: Buffer.from(this.buffer.take()!), events: this.buffered })
    this.buffered = 0
  }

  /** Runs the command until it takes the batch, or the output is abandoned. */
  private async pass({ bytes, events }: EventBatch): Promise<void> {
    const { counts, deps } = this
    for (let failures = 0; !this.abandoned; failures++) {
      const { failure, lastLine } = await this.attempt(bytes)
      if (this.abandoned) return
      if (failure === undefined) {
        counts.taken(bytes.length, events)
        if (failures > 0) deps.onStatus({ kind: 'recovered', failures })
        return
      }
      counts.failures++
      if (deps.stopping.aborted) throw givenBack({ failure, lastLine }, counts.waiting)
      const retryIn = backoffDelay(failures, deps.random())
      deps.onStatus({ kind: 'failed', failure, lastLine, events, retryIn })
      await delay(deps.clock, retryIn, this.ending.signal)
    }
  }

  private attempt(input: Buffer): Promise<CommandEnd> {
    const { start, ...deps } = this.deps
    return new Promise(resolve => {
      this.giveUp = () => resolve({ failure: say('was given up'), lastLine: '' })
      let run: CommandRun
      try {
        run = new CommandRun(start(this.command), input, { ...deps, timeout: this.timeout })
      } catch (error) {
        resolve({ failure: notStarted(error as Error), lastLine: '' })
        return
      }
      this.running = run
      run.ended.then(end => {
        this.running = undefined
        resolve(end)
      })
    })
  }
}

function givenBack(end: Failed, events: number): Failure {
  return new Failure('output', commandFailure(end), {
    hint: say('Events that it has not taken stay in the queue: {n}.', { n: grouped(events) }),
  })
}
