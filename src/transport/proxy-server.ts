import { hostAndPort } from '../base/host-and-port.ts'
import { say } from '../language/say.ts'

/** The kinds of proxies, each with the port that it has if none is given. */
export const proxySchemes = {
  http: { port: 80 },
  socks5h: { port: 1080 },
  socks5: { port: 1080 },
} as const satisfies Record<string, { readonly port: number }>

export type ProxyScheme = keyof typeof proxySchemes

/** A proxy that opens the TCP connection. TLS is between this program and the server: the proxy sees names and sizes only. */
export interface ProxyServer {
  /** `http`: CONNECT. `socks5h`: SOCKS5, the proxy resolves the server's name; `socks5`: this machine does. */
  readonly scheme: ProxyScheme
  readonly host: string
  readonly port: number
  readonly credentials?: { readonly user: string; readonly password: string } | undefined
  /** What it was given as, for messages: `--proxy`, `HTTPS_PROXY`. */
  readonly source?: string | undefined
}

/** A proxy in messages: `the proxy 192.0.2.1:3128`. */
export function proxyName({ host, port }: ProxyServer): string {
  return say('the proxy {where}', { where: hostAndPort(host, port) })
}
