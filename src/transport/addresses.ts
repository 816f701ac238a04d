import { lookup } from 'node:dns'
import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** One address of a host. */
export interface Address {
  readonly address: string
  readonly family: number
}

/** Resolves a host name to all its addresses, in the order to try them. Rejects with Node's `ENOTFOUND` and the like. */
export type Resolve = (host: string) => Promise<readonly Address[]>

/** Uses the resolver of the operating system. An address resolves to itself. */
export const resolveHost: Resolve = host => {
  const family = isIP(host)
  if (family !== 0) return Promise.resolve([{ address: host, family }])
  return new Promise((resolve, reject) => {
    lookup(asciiName(host), { all: true }, (error, addresses) => {
      if (error) reject(error)
      else resolve(alternate(addresses))
    })
  })
}

/** Alternates between address families, so that a broken family costs one attempt (RFC 8305, section 4). */
export function alternate(addresses: readonly Address[]): Address[] {
  const first = addresses.filter(({ family }) => family === addresses[0]?.family)
  const second = addresses.filter(({ family }) => family !== addresses[0]?.family)
  const out: Address[] = []
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    for (const one of [first[i], second[i]]) if (one) out.push(one)
  }
  return out
}

/**
 * A host name in the form that DNS, TLS and certificates use: `例子.测试` is `xn--fsqu00a.xn--0zwm56d`, and the dot
 * that ends a fully qualified name is dropped. Other names and addresses are returned unchanged.
 */
export function asciiName(host: string): string {
  const ascii = /[^ -~]/.test(host) ? domainToASCII(host) || host : host
  return ascii.length > 1 ? ascii.replace(/\.$/, '') : ascii
}
