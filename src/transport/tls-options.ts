import type { ProxyServer } from './proxy-server.ts'
import type { UntrustedCertificate } from './untrusted-certificate.ts'

/** The address of a server, and how it proves its identity. */
export interface TlsOptions {
  readonly host: string
  readonly port: number
  /** The name to send and to verify instead of `host`. */
  readonly servername?: string | undefined
  /** The CAs to trust instead of the built-in ones, PEM. */
  readonly ca?: string | undefined
  /** Connects through this proxy. The library reads no environment variable. */
  readonly proxy?: ProxyServer | undefined
  /**
   * Called with a certificate that does not verify, before anything is sent. Resolves to whether to accept it all the same;
   * a rejection with a Failure is why the connection fails. It is not called with `pins`.
   */
  readonly trust?: ((certificate: UntrustedCertificate) => Promise<boolean>) | undefined
  /** Accepts any chain and name. */
  readonly insecure?: boolean | undefined
  /** Pins, `sha256/…`: the server must have one of these public keys, whatever its chain; see `parsePin`. */
  readonly pins?: readonly string[] | undefined
}
