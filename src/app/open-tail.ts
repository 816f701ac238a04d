import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { portBounds } from '../base/host-and-port.ts'
import { demandOn, fits } from '../base/number-setting.ts'
import type { DeviceEvent } from '../event/device-event.ts'
import { choiceText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { Session } from '../session/session.ts'
import type { SessionDeps } from '../session/session-deps.ts'
import { type SessionSettings, sessionConfig } from '../session/settings.ts'
import type { Status } from '../session/status.ts'
import { tlsDialer } from '../transport/tls-dialer.ts'
import type { TlsOptions } from '../transport/tls-options.ts'
import type { Dialect, Sent } from '../wire/dialect.ts'
import { type DialectName, dialects } from '../wire/dialects.ts'
import type { Push } from '../wire/push.ts'
import type { ProductLogin } from '../wire/snoti2/login.ts'

/** How to log in decides on the service that is spoken to. */
export type TailOptions = Noti1Options | Snoti2Options

/** Options of a tail of message proxy 1.0. Default server: noti.gizwitsapi.com:2015. */
export interface Noti1Options extends CommonOptions {
  readonly dialect?: 'noti1' | undefined
  /** The enterprise's id and secret. */
  readonly id: string
  readonly secret: string
}

/** Options of a tail of SNoti 2.x. Default server: snoti.gizwits.com:2017. */
export interface Snoti2Options extends CommonOptions {
  readonly dialect: 'snoti2'
  /** The products whose events to read, each with its own credentials. */
  readonly products: readonly ProductLogin[]
}

interface CommonOptions extends SessionSettings, Partial<TlsOptions> {
  /** Ends the tail when aborted: the acks given so far are sent, the connection is closed, the iteration ends normally. */
  readonly signal?: AbortSignal | undefined
  /** Called with what happens: connections opened and lost, lines that violate the protocol. */
  readonly onStatus?: ((status: Status) => void) | undefined
  /**
   * Called with every line: sent, with the secret masked, or received, as the server wrote it. A line of more than
   * 64 Ki characters is cut, and ends in how many bytes are missing: `… (1,234 more bytes)`.
   */
  readonly onLine?: SessionDeps['trace']
}

/** One event, as one connection delivered it. */
export interface Delivery {
  /**
   * The event as `JSON.parse` returns it. The whole line is parsed on first access; if nested, it takes about 60 times
   * its bytes of memory, so 16 MB become about 1 GB. If the server is not trusted, set `maxLine` to what its events
   * need, or check `push.isLong` first.
   */
  readonly event: DeviceEvent
  /** The event not decoded: the bytes that came. */
  readonly push: Push
  /** The event's line as the server sent it. */
  readonly line: string
  /** The raw token of `delivery_id`, exact where `event` may have it rounded; undefined if there is none. */
  readonly deliveryId: string | undefined
  /** Whether the ack was handed to the connection. It stays false if the connection was lost first. */
  readonly acked: boolean
  /**
   * Tells the server that this event has been processed. Acks of one turn of the event loop are sent in one write.
   * Returns false if there is nothing to send: the event was acked before, has no `delivery_id`, or its connection is
   * gone, in which case the event comes again.
   */
  ack(): boolean
}

/** The events that came since the last batch, in order, all from one connection. */
export interface Batch {
  readonly deliveries: readonly Delivery[]
  /** Whether acks can still be sent. */
  readonly ackable: boolean
  /** Acks `deliveries`, by default all, in one write. Returns how many acks were handed to the connection. */
  ack(deliveries?: readonly Delivery[]): number
}

/**
 * The events of an enterprise, or of products, as they happen. Iterate over it for single deliveries, or over `batches()` for what came
 * together; do only one of the two, and only once. It reconnects by itself. Events that are not acked stay in the
 * server's queue; once `prefetch` of them were sent, no more come.
 *
 * @throws Failure `usage` at once if an option is invalid; the iteration throws `refused`, `untrusted` or `unreachable`
 */
export function openTail(options: TailOptions): Tail {
  return new Tail(options)
}

export class Tail implements AsyncIterable<Delivery> {
  private readonly session: Session<DeviceEvent>
  private readonly signal: AbortSignal | undefined
  private readonly aborted = () => void this.stop()

  constructor(options: TailOptions) {
    const { dialect, login } = loginOf(options)
    const { endpoint } = dialect
    const {
      host = endpoint.host,
      port = endpoint.port,
      servername,
      ca,
      proxy,
      insecure,
      pins,
      trust,
    } = options
    if (!/^\S+$/.test(host) || !fits(portBounds, port)) {
      throw new Failure(
        'usage',
        say('host {host}, port {port}: the host must be a name, the port {demand}', {
          host,
          port,
          demand: demandOn(portBounds),
        }),
      )
    }
    this.session = new Session(sessionConfig(options, dialect, login), {
      dial: tlsDialer({ host, port, servername, ca, proxy, insecure, pins, trust }),
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

  /** Iterates batch by batch, which is the fast way: acks take one write per batch. */
  async *batches(): AsyncGenerator<Batch, void, undefined> {
    try {
      yield* this.session
    } finally {
      await this.stop()
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Delivery, void, undefined> {
    for await (const batch of this.batches()) yield* batch.deliveries
  }

  /** Hands out nothing more. What was handed out can still be acked. */
  halt(): void {
    this.session.halt()
  }

  /** Drops the connection at once. What is not acked by now comes again. */
  hangUp(): void {
    this.session.hangUp()
  }

  /** Halts, sends the acks given so far and in this turn of the event loop, and closes the connection within two seconds. */
  async stop(): Promise<void> {
    // The signal may outlive many tails.
    this.signal?.removeEventListener('abort', this.aborted)
    await this.session.stop()
  }
}

interface LoginOf {
  readonly dialect: Dialect
  readonly login: (prefetch: number) => Sent
}

/** @throws Failure `usage` where there is no such dialect */
function loginOf(options: TailOptions): LoginOf {
  const { dialect = 'noti1' } = options
  if (!Object.hasOwn(logins, dialect)) {
    const names = choiceText(Object.keys(dialects))
    throw new Failure('usage', say('dialect {dialect}: it must be {names}', { dialect, names }))
  }
  return logins[dialect](options as never)
}

/** What logs in by the options of each dialect. */
const logins = {
  noti1: (options: Noti1Options) => {
    const { noti1 } = dialects
    return { dialect: noti1, login: prefetch => noti1.login(options, prefetch) }
  },
  snoti2: ({ products = [] }: Snoti2Options) => {
    const { snoti2 } = dialects
    return { dialect: snoti2, login: prefetch => snoti2.login(products, prefetch) }
  },
} satisfies Record<DialectName, (options: never) => LoginOf>
