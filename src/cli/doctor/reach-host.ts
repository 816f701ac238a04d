import type { Clock } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { hostAndPort } from '../../base/host-and-port.ts'
import { listText } from '../../language/list-text.ts'
import { say } from '../../language/say.ts'
import type { Address, Resolve } from '../../transport/addresses.ts'
import { dialFailure } from '../../transport/dial-failure.ts'
import type { Probe, probeAddress } from '../../transport/probe-address.ts'
import type { Findings } from './findings.ts'

export interface NetworkDeps {
  readonly clock: Clock
  readonly resolve: Resolve
  readonly probe: typeof probeAddress
}

/** Addresses that are tried at most. */
const mostAddresses = 8

/**
 * Resolves a name, and tries each of its addresses.
 *
 * @param isProxy for messages
 * @param limit milliseconds for each of both
 * @returns whether there was a connection
 */
export async function reachHost(
  { host, port }: { readonly host: string; readonly port: number },
  isProxy: boolean,
  limit: number,
  findings: Findings,
  { clock, resolve, probe }: NetworkDeps,
): Promise<boolean> {
  const where = withProxy(isProxy, hostAndPort(host, port))
  const began = clock.now()
  let addresses: readonly Address[]
  try {
    addresses = (await within(resolve(host), limit, clock)).slice(0, mostAddresses)
  } catch (error) {
    findings.fail('dns', clock.now() - began, dialFailure(where, error as Error))
    return false
  }
  const list = listText(addresses.map(({ address }) => address))
  findings.add(
    'dns',
    true,
    clock.now() - began,
    withProxy(
      isProxy,
      list === host ? say('{host} is an address', { host }) : say('{host}: {list}', { host, list }),
    ),
  )
  const probes = await Promise.all(addresses.map(address => probe(address, port, limit, clock)))
  const reached = probes.filter(({ error }) => !error)
  const text = probes.map(probe => probeText(probe, port)).join(say('; '))
  if (reached.length > 0) {
    findings.add('tcp', true, Math.min(...reached.map(({ ms }) => ms)), text)
    return true
  }
  const { code, hint, cause } = dialFailure(where, probes[0]!.error!)
  findings.fail('tcp', Math.max(...probes.map(({ ms }) => ms)), new Failure(code, text, { hint, cause }))
  return false
}

function withProxy(isProxy: boolean, what: string): string {
  return isProxy ? say('the proxy {where}', { where: what }) : what
}

function probeText({ address, ms, error }: Probe, port: number): string {
  const where = hostAndPort(address, port)
  return error ? dialFailure(where, error).message : say('{where} in {n}ms', { where, n: Math.round(ms) })
}

function within<T>(promise: Promise<T>, limit: number, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limit, () =>
      reject(Object.assign(new Error('timeout'), { code: 'EAI_AGAIN' })),
    )
    promise.then(resolve, reject).finally(cancel)
  })
}
