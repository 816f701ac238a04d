import { excerpt } from '../../base/safe-text.ts'
import type { Peer } from '../../transport/connection.ts'

/** Names that are shown of a certificate. */
const mostNames = 4

/** What was set up, and what verification says. */
export function tlsText({ protocol, cipher, verified, reason }: Peer): string {
  const verdict = !verified
    ? `not verified: ${reason}`
    : reason
      ? `trusted by its key: ${reason}`
      : 'verified'
  return `${protocol}, ${cipher}, ${verdict}`
}

/** What its certificate says, a line each. */
export function certificateLines({ certificate, names, issuers, pin }: Peer): string[] {
  const shown = names.slice(0, mostNames).map(name => excerpt(name, 60))
  const more = names.length > mostNames ? `, and ${names.length - mostNames} more` : ''
  return [
    `certificate ${excerpt(certificate, 200)}`,
    `for         ${shown.join(', ')}${more}`,
    `chain       ${issuers.length === 0 ? 'self-signed' : issuers.map(name => excerpt(name, 60)).join(' < ')}`,
    `public key  ${pin}`,
  ]
}
