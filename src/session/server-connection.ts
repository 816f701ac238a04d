import type { Failure } from '../base/failure.ts'
import { textBeginning } from '../base/text-beginning.ts'
import type { Connection, DialPhase, Peer } from '../transport/connection.ts'
import { AckChannel } from './ack-channel.ts'
import { type Flow, type FlowInput, isRead, nextFlow } from './flow-control.ts'
import type { LineReceiver } from './line-receiver.ts'
import { mostTraced, ServerLines } from './server-lines.ts'
import type { SessionConfig, SessionDeps } from './session-deps.ts'

export interface ServerConnectionHandler {
  phase(phase: DialPhase): void
  /** The connection is secure and verified; from now on bytes can be sent. */
  open(peer: Peer): void
  /** Bytes came in. Called before anything is called for the lines in them. */
  received(): void
  /** Returns whether more events wait for the reader than should. */
  full(): boolean
  /** The connection is gone. Called once at most, and not after `drop`. */
  closed(failure: Failure): void
}

/** One connection of a session, from its dial to its end: what is sent, what is received, and whether it is read. */
export class ServerConnection {
  /** Takes the acks of what this connection delivers. */
  readonly ackChannel: AckChannel
  /** When something was last sent, on the clock. */
  lastSent: number
  private readonly deps: SessionDeps
  private readonly handler: ServerConnectionHandler
  private readonly lines: ServerLines
  private readonly connection: Connection
  private flow: Flow = 'reading'

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
      noHeartbeat: () => receiver.noHeartbeat(),
      skipped: line => receiver.skipped(line),
      tooLong: (length, head) => receiver.tooLong(length, head),
    })
    this.connection = deps.dial({
      phase: phase => handler.phase(phase),
      open: peer => handler.open(peer),
      data: chunk => this.receive(chunk),
      drained: () => {
        this.changeFlow('drained')
        this.updateFlowControl()
      },
      closed: failure => handler.closed(failure),
    })
  }

  /** Whether a reply cannot arrive, because reading is paused for the reader's sake. */
  get readPaused(): boolean {
    return this.flow === 'readPaused'
  }

  /** @param shown what a trace shows instead of the bytes */
  send(bytes: Buffer, shown = bytes): void {
    const { trace, clock } = this.deps
    if (trace) traceLines(shown, line => trace('sent', line))
    this.lastSent = clock.now()
    if (!this.connection.send(bytes)) this.changeFlow('blocked')
  }

  /** Pauses or resumes reading, as the events that wait for the reader and the bytes that wait for the peer require. */
  updateFlowControl(): void {
    this.changeFlow(this.handler.full() ? 'full' : 'room')
  }

  /** Ignores what comes from now on. Acks can still be sent. */
  ignore(): void {
    this.lines.end()
  }

  /** Sends the acks given so far and closes the connection as TLS requires; the handler's `closed` follows. */
  close(): void {
    this.ackChannel.flush()
    this.ackChannel.cut()
    this.connection.end()
    this.changeFlow('end')
  }

  /** Destroys the connection. Nothing more is reported, not even of what came already. */
  drop(): void {
    this.ackChannel.cut()
    this.lines.end()
    this.flow = nextFlow(this.flow, 'end')
    this.connection.destroy()
  }

  private receive(chunk: Buffer): void {
    if (this.lines.ended) return
    this.handler.received()
    this.lines.take(chunk)
    this.updateFlowControl()
  }

  private changeFlow(input: FlowInput): void {
    const before = isRead(this.flow)
    this.flow = nextFlow(this.flow, input)
    const after = isRead(this.flow)
    if (before === after) return
    if (after) this.connection.resume()
    else this.connection.pause()
  }
}

function traceLines(lines: Buffer, trace: (line: string) => void): void {
  for (let at = 0; at < lines.length; ) {
    const end = lines.indexOf('\n', at)
    trace(textBeginning(lines, at, end, mostTraced))
    at = end + 1
  }
}
