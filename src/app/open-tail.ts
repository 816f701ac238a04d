import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { portBounds } from '../base/host-and-port.ts'
import { demandOn, fits } from '../base/number-setting.ts'
import type { DeviceEvent } from '../event/device-event.ts'
import { Session } from '../session/session.ts'
import type { SessionDeps } from '../session/session-deps.ts'
import { type SessionSettings, sessionConfig } from '../session/settings.ts'
import type { Status } from '../session/status.ts'
import { tlsDialer } from '../transport/tls-dialer.ts'
import type { TlsOptions } from '../transport/tls-options.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import type { Push } from '../wire/push.ts'

export interface TailOptions extends SessionSettings, Partial<TlsOptions> {
  /** The enterprise's id and secret. */
  readonly id: string
  readonly secret: string
  /** Ends the tail: acks given so far are sent, the connection is closed, the iteration ends without an error. */
  readonly signal?: AbortSignal | undefined
  /** Hears what happens: connections made and lost, lines that are not as they must be. */
  readonly onStatus?: ((status: Status) => void) | undefined
  /**
   * Sees every line: sent, with the secret masked, and received, as the server wrote it. Of a line of more than 64 Ki
   * characters it gets the beginning, which ends in how many bytes are left out: `… (1,234 more bytes)`.
   */
  readonly onLine?: SessionDeps['trace']
}

/** One event, as one connection brought it. */
export interface Delivery {
  /**
   * The event as `JSON.parse` gives it, parsed when it is first asked for, all of it: a nested line takes some 60 times
   * its bytes of memory, so that one of 16 MB takes about 1 GB. Where the server is not trusted, set `maxLine` to what
   * its events need, or look at `push.isLong` first.
   */
  readonly event: DeviceEvent
  /** The same, not decoded: the bytes that came. */
  readonly push: Push
  /** The event's line as the server sent it. */
  readonly line: string
  /** The raw token of `delivery_id`, exact where `event` may have it rounded; undefined where there is none. */
  readonly deliveryId: string | undefined
  /** Whether its ack was handed to the connection. It stays false where the connection was lost first. */
  readonly acked: boolean
  /**
   * Tells the server that this event is done with. Acks of one turn of the event loop go out in one write.
   * Returns false where there is nothing to send: acked before, no `delivery_id`, or its connection is gone, in which
   * case the event comes again.
   */
  ack(): boolean
}

/** The events that came in since the last batch, in order, all from one connection. */
export interface Batch {
  readonly deliveries: readonly Delivery[]
  /** Whether acks still can go out. */
  readonly ackable: boolean
  /** Acks these, or all, in one write; returns how many acks were handed to the connection. */
  ack(deliveries?: readonly Delivery[]): number
}

/**
 * The events of an enterprise as they happen. Iterate over it for deliveries one by one, over `batches()` for
 * what came in together; once, and one of the two. It stays connected by itself; events that are not acked
 * stay at the server, and once `prefetch` of them are out no more come.
 *
 * @throws Failure `usage` at once where an option cannot be; and, from the iteration, `refused`, `untrusted`,
 *   `unreachable`
 */
export function openTail(options: TailOptions): Tail {
  return new Tail(options)
}

export class Tail implements AsyncIterable<Delivery> {
  private readonly session: Session
  private readonly signal: AbortSignal | undefined
  private readonly aborted = () => void this.stop()

  constructor(options: TailOptions) {
    const { host = noti1.endpoint.host, port = noti1.endpoint.port, servername, ca, insecure, pins } = options
    if (!host || !fits(portBounds, port)) {
      throw new Failure(
        'usage',
        `host ${host}, port ${port}: the host must be a name, the port ${demandOn(portBounds)}`,
      )
    }
    const config = sessionConfig(options, noti1, prefetch => noti1.login(options, prefetch))
    this.session = new Session(config, {
      dial: tlsDialer({ host, port, servername, ca, insecure, pins }),
      clock: systemClock,
      defer: setImmediate,
      random: Math.random,
      report: options.onStatus ?? (() => {}),
      trace: options.onLine,
    })
    this.signal = options.signal
    if (this.signal?.aborted) this.halt()
    else this.signal?.addEventListener('abort', this.aborted)
  }

  /** Batch by batch: the fast way, one write of acks a batch. */
  async *batches(): AsyncGenerator<Batch, void, undefined> {
    try {
      // The session knows nothing of what events mean; here they get their types.
      yield* this.session as AsyncIterable<unknown> as AsyncIterable<Batch>
    } finally {
      await this.stop()
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Delivery, void, undefined> {
    for await (const batch of this.batches()) yield* batch.deliveries
  }

  /** Hands out nothing more; acks still can be given for what was handed out. */
  halt(): void {
    this.session.halt()
  }

  /** Leaves at once: what is not acked by now comes again. */
  hangUp(): void {
    this.session.hangUp()
  }

  /** Halts, sends the acks given so far and in this turn of the event loop, and closes the connection, within two seconds. */
  async stop(): Promise<void> {
    // A signal may outlive many tails.
    this.signal?.removeEventListener('abort', this.aborted)
    await this.session.stop()
  }
}
