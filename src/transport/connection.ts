import type { Failure } from '../base/failure.ts'

/**
 * The steps of opening a connection. The connect timeout applies to each of them. Directly they are `dns`, `tcp`, `tls`;
 * through a proxy `proxy-dns`, `proxy-tcp`, `proxy` (its reply), `tls`, with `dns` first if this machine resolves the
 * server's name. After `tls` comes `trust` while a person decides whether to accept a certificate, as long as that takes.
 */
export type DialPhase = 'dns' | 'tcp' | 'proxy-dns' | 'proxy-tcp' | 'proxy' | 'tls' | 'trust'

/** What is known about the peer of a secure connection, as text for `-v`. */
export interface Peer {
  readonly address: string
  readonly protocol: string
  readonly cipher: string
  /** Whom the certificate was issued to and by whom, and when it expires. */
  readonly certificate: string
  /** Host names and addresses that it is valid for. Not safe to show. */
  readonly names: readonly string[]
  /** Who signed it, who signed that one, and so on, as far as is known; none if it is self-signed. Not safe to show. */
  readonly issuers: readonly string[]
  /** The pin of its public key, as `--pin` takes it. */
  readonly pin: string
  /** False where verification was switched off and would have failed. */
  readonly verified: boolean
  /** Why the certificate does not verify; undefined if it does. */
  readonly reason: string | undefined
}

/** What a connection calls. Nothing is called after `closed`. */
export interface ConnectionHandler {
  /** A phase begins. */
  phase(phase: DialPhase): void
  /** The connection is secure and verified: from now on `send` may be called. */
  open(peer: Peer): void
  data(chunk: Buffer): void
  /** Everything sent has been handed to the operating system, after `send` returned false. */
  drained(): void
  /** The connection is closed, for whatever reason. Called once. */
  closed(failure: Failure): void
}

export interface Connection {
  /** Returns false when too much is buffered: send no more until `drained`. */
  send(bytes: Buffer): boolean
  /** Stops reading, so that the peer has to wait. */
  pause(): void
  resume(): void
  /** Sends what is buffered, then closes the connection as TLS requires; `closed` follows once the peer has closed it too. */
  end(): void
  /** Closes the connection at once; `closed` is not called. */
  destroy(): void
}

/** Starts to open a connection. */
export type Dial = (handler: ConnectionHandler) => Connection
