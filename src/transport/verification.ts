import { isIP } from 'node:net'
import { type ConnectionOptions, checkServerIdentity, type TLSSocket } from 'node:tls'
import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import { asciiName } from './addresses.ts'
import { certificateFacts, dayOf, issuersOf } from './certificate-facts.ts'
import type { Peer } from './connection.ts'
import { type ProxyServer, proxyName } from './proxy-server.ts'
import { UntrustedCertificate } from './untrusted-certificate.ts'

interface Trust {
  /** host:port, for messages. */
  readonly where: string
  /** The proxy between, for messages. */
  readonly proxy: ProxyServer | undefined
  /** The name that the certificate must be for. */
  readonly name: string
  /** Accept a certificate that does not verify. */
  readonly insecure: boolean
  /** The public key must be one of these, if there are any. */
  readonly pins: readonly string[]
}

/** Node's options for the handshake, and the verification after it. */
export interface Verification {
  readonly options: ConnectionOptions
  /**
   * Returns the peer, and why it cannot be trusted, if so: an `UntrustedCertificate`, or a Failure `untrusted` if its key is
   * not the pinned one.
   */
  verify(socket: TLSSocket): { readonly peer: Peer; readonly refusal: Failure | undefined }
}

/**
 * Node checks the chain and the name during the handshake, and `verify` acts on the result. With `rejectUnauthorized`
 * Node would destroy the socket first, and the certificate could not be shown with the error.
 */
export function verification({ where, proxy, name, insecure, pins }: Trust): Verification {
  const ascii = asciiName(name)
  let nameError: Error | undefined
  return {
    options: {
      rejectUnauthorized: false,
      // SNI cannot hold an address, but a certificate may be issued to one.
      servername: isIP(ascii) ? '' : ascii,
      checkServerIdentity(_, certificate) {
        nameError = checkServerIdentity(ascii, certificate)
        return nameError
      },
    },
    verify(socket) {
      const certificate = socket.getPeerX509Certificate()!
      const facts = certificateFacts(certificate)
      const error = socket.authorized === true ? undefined : (nameError ?? chainError(socket))
      const untrusted = error && new UntrustedCertificate(where, error, facts)
      const pinned = pins.includes(facts.pin)
      const wrongKey = pins.length > 0 && !pinned ? otherKey(where, facts.pin) : undefined
      const peer = {
        address: addressText(where, proxy, socket.remoteAddress),
        protocol: socket.getProtocol() ?? say('unknown protocol'),
        cipher: socket.getCipher().standardName,
        certificate: say('{subject}, signed by {issuer}, valid until {day}', {
          subject: facts.subject,
          issuer: facts.issuer,
          day: dayOf(facts.validTo),
        }),
        names: facts.names,
        issuers: issuersOf(certificate),
        pin: facts.pin,
        verified: !untrusted || pinned,
        reason: untrusted?.message,
      }
      return { peer, refusal: untrusted && !insecure ? untrusted : wrongKey }
    },
  }
}

function addressText(where: string, proxy: ProxyServer | undefined, remote: string | undefined): string {
  if (proxy) return say('{where} (through {proxy})', { where, proxy: proxyName(proxy) })
  return where.startsWith(`${remote}:`)
    ? where
    : say('{what} ({which})', { what: where, which: remote ?? '' })
}

/** Node keeps only the code of an error in the chain. */
function chainError(socket: TLSSocket): Error {
  const code = String(socket.authorizationError ?? 'not verified')
  return Object.assign(new Error(code), { code })
}

function otherKey(where: string, pin: string): Failure {
  return new Failure(
    'untrusted',
    say('{where}: the server’s public key is {pin}, not the pinned one', { where, pin }),
    {
      hint: say(
        'If this key is the right one, give it as --pin. If not, somebody may be intercepting the connection.',
      ),
    },
  )
}
