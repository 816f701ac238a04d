import type { Failure } from '../base/failure.ts'
import { textBeginning } from '../base/text-beginning.ts'
import type { Connection, DialPhase, Peer } from '../transport/connection.ts'
import { AckChannel } from './ack-channel.ts'
import type { LineReceiver } from './line-receiver.ts'
import { mostTraced, ServerLines } from './server-lines.ts'
import type { SessionConfig, SessionDeps } from './session-deps.ts'

/** How long closing a connection properly may take, in milliseconds. */
const closingLimit = 2000

export interface ServerConnectionHandler {
  phase(phase: DialPhase): void
  /** Secure and verified: from here on bytes may be sent. */
  open(peer: Peer): void
  /** Bytes came in; called before the lines in them. */
  received(): void
  /** Whether reading must pause, because too many events wait to be taken. */
  full(): boolean
  /** The connection is gone, and must be dropped; called once, and not after `close` or `drop`. */
  closed(failure: Failure): void
}

/** One connection of a session, from its dial to its end: what is sent, what it brings, and whether it is read. */
export class ServerConnection {
  /** Where the acks of what this connection brings go out. */
  readonly ackChannel: AckChannel
  /** When something was last sent, on the clock. */
  lastSent: number
  private readonly deps: SessionDeps
  private readonly handler: ServerConnectionHandler
  private readonly lines: ServerLines
  private readonly connection: Connection
  private reading = true
  /** The peer has not taken what was sent. */
  private writeBlocked = false
  private closing = false
  private gone = false
  private onGone = () => {}

  constructor(
    deps: SessionDeps,
    { dialect, maxLine }: SessionConfig,
    receiver: LineReceiver,
    handler: ServerConnectionHandler,
  ) {
    const { trace } = deps
    this.deps = deps
    this.handler = handler
    this.lastSent = deps.clock.now()
    this.ackChannel = new AckChannel(dialect, lines => this.send(lines))
    this.lines = new ServerLines(dialect.decoder, maxLine, {
      line: trace && (text => trace('received', text)),
      push: push => receiver.push(push, this.ackChannel),
      loginReply: reply => receiver.loginReply(reply),
      gaveUp: () => receiver.gaveUp(),
      skipped: line => receiver.skipped(line),
      tooLong: (length, head) => receiver.tooLong(length, head),
    })
    this.connection = deps.dial({
      phase: phase => handler.phase(phase),
      open: peer => handler.open(peer),
      data: chunk => this.receive(chunk),
      drained: () => {
        this.writeBlocked = false
        this.updateFlowControl()
      },
      closed: failure => this.closed(failure),
    })
  }

  /** Whether an answer cannot be heard, because events wait for our own reader; a peer that takes nothing is no excuse. */
  get readPaused(): boolean {
    return !this.reading && !this.writeBlocked
  }

  /** @param shown what a trace shows of it */
  send(bytes: Buffer, shown = bytes): void {
    if (this.gone) return
    const { trace, clock } = this.deps
    if (trace) traceLines(shown, line => trace('sent', line))
    this.lastSent = clock.now()
    if (!this.connection.send(bytes)) this.writeBlocked = true
  }

  /** Reads on or pauses, as what waits to be taken and to be sent allows: the server feels it, and sends no more. */
  updateFlowControl(): void {
    const reading = !this.handler.full() && !this.writeBlocked
    if (reading === this.reading || this.gone) return
    this.reading = reading
    if (reading) this.connection.resume()
    else this.connection.pause()
  }

  /** From here on what comes is not reported; acks can still be sent. */
  ignore(): void {
    this.lines.end()
  }

  /**
   * Sends the acks given so far, and ends the connection as TLS wants it. Settles when the peer has ended it too,
   * after two seconds at most.
   */
  async close(): Promise<void> {
    if (this.gone) return
    this.closing = true
    this.ignore()
    this.ackChannel.flush()
    this.ackChannel.cut()
    const gone = new Promise<void>(resolve => {
      this.onGone = resolve
    })
    const cancel = this.deps.clock.after(closingLimit, () => this.drop())
    this.connection.end()
    // The peer's last bytes must be read, unheeded: closing over unread bytes would reset the connection
    // and could take our last acks with it.
    this.connection.resume()
    await gone
    cancel()
  }

  /** Gone at once; nothing more is reported, not even of what came already. */
  drop(): void {
    if (this.gone) return
    this.gone = true
    this.ackChannel.cut()
    this.lines.end()
    this.connection.destroy()
    this.onGone()
  }

  private receive(chunk: Buffer): void {
    if (this.lines.ended) return
    this.handler.received()
    this.lines.take(chunk)
    this.updateFlowControl()
  }

  private closed(failure: Failure): void {
    if (this.closing) this.drop()
    else this.handler.closed(failure)
  }
}

function traceLines(lines: Buffer, trace: (line: string) => void): void {
  for (let at = 0; at < lines.length; ) {
    const end = lines.indexOf('\n', at)
    trace(textBeginning(lines, at, end, mostTraced))
    at = end + 1
  }
}
