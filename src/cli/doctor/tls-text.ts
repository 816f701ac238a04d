import { excerpt } from '../../base/safe-text.ts'
import { listText } from '../../language/list-text.ts'
import { say } from '../../language/say.ts'
import type { Peer } from '../../transport/connection.ts'

/** Names that are shown of a certificate. */
const mostNames = 4

/** What was set up, and what verification says. */
export function tlsText({ protocol, cipher, verified, reason }: Peer): string {
  const verdict = !verified
    ? say('not verified: {reason}', { reason: reason ?? say('unknown reason') })
    : reason
      ? say('trusted by its key: {reason}', { reason })
      : say('verified')
  return [protocol, cipher, verdict].join(say(', '))
}

/** What its certificate says, a line each. */
export function certificateLines({ certificate, names, issuers, pin }: Peer): string[] {
  const shown = names.slice(0, mostNames).map(name => excerpt(name, 60))
  const more = names.length > mostNames ? say(', and {n} more', { n: names.length - mostNames }) : ''
  return [
    `${say('certificate')} ${excerpt(certificate, 200)}`,
    `${say('for        ')} ${listText(shown)}${more}`,
    `${say('chain      ')} ${issuers.length === 0 ? say('self-signed') : issuers.map(name => excerpt(name, 60)).join(' < ')}`,
    `${say('public key ')} ${pin}`,
  ]
}
