import type { Failure } from '../base/failure.ts'

/** The steps of opening a connection, in order; each has the connect timeout to itself. */
export type DialPhase = 'dns' | 'tcp' | 'tls'

/** What is known of the other side once the connection is secure, as text for `-v`. */
export interface Peer {
  readonly address: string
  readonly protocol: string
  readonly cipher: string
  /** Who the certificate is for and who signed it, and until when it is good. */
  readonly certificate: string
  /** Its public key, as `--pin` takes it. */
  readonly pin: string
  /** False where verification was switched off and would have failed; `reason` says why. */
  readonly verified: boolean
  readonly reason: string | undefined
}

/** Who is told what happens on a connection. Nothing is told after `closed`. */
export interface ConnectionHandler {
  /** The phase that begins now. */
  phase(phase: DialPhase): void
  /** Secure and verified: from here on the handler may send. */
  open(peer: Peer): void
  data(chunk: Buffer): void
  /** All that was sent is with the system again, after `send` answered false. */
  drained(): void
  /** Gone, for whatever reason; told once. */
  closed(failure: Failure): void
}

export interface Connection {
  /** False when more is waiting than is good: send no more until `drained`. */
  send(bytes: Buffer): boolean
  /** Stops reading, so that the peer feels it. */
  pause(): void
  resume(): void
  /** Sends what is waiting, then says goodbye as TLS wants it; `closed` follows once the peer has answered. */
  end(): void
  /** Gone at once; `closed` is not told. */
  destroy(): void
}

/** Begins to open a connection; the handler hears how it goes. */
export type Dial = (handler: ConnectionHandler) => Connection
