/** Where a server is, and by what it is known. */
export interface TlsOptions {
  readonly host: string
  readonly port: number
  /** The name to send and to verify, where it is not `host`. */
  readonly servername?: string | undefined
  /** PEM: the CAs to trust instead of the built-in ones. */
  readonly ca?: string | undefined
  /** Do not verify the chain and the name. */
  readonly insecure?: boolean | undefined
  /** `sha256/…`: the server's public key must be one of these, whatever its chain; see `parsePin`. */
  readonly pins?: readonly string[] | undefined
}
