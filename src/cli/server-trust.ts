import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { systemErrorText } from '../base/system-error.ts'
import { choiceText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import type { UntrustedCertificate } from '../transport/untrusted-certificate.ts'
import type { Console } from './console.ts'
import type { KnownServers } from './known-servers.ts'

/** Whether to accept a certificate that does not verify. */
export type Trust = (certificate: UntrustedCertificate) => Promise<boolean>

interface TrustDeps {
  readonly known: KnownServers
  /** Asks on a terminal; resolves to undefined if the input ends. Undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string | undefined>) | undefined
  readonly log: Pick<Console, 'idle' | 'info' | 'warn' | 'debug'>
}

/**
 * Trusts a server as ssh does: by the key that was accepted before, or else by asking. A key that was accepted once is the
 * only one from then on.
 *
 * @param where the server as `host:port`
 * @returns a function that rejects with a Failure: `untrusted` if the key is another one than before, or not accepted,
 *   `interrupted`
 */
export function serverTrust(where: string, { known, ask, log }: TrustDeps): Trust {
  return async certificate => {
    const { pin } = certificate.certificate
    const keys = knownKeys(known, where, log)
    if (!keys) return false
    if (keys.includes(pin)) {
      log.debug(
        say('{message}, but its key is in {path}', {
          message: certificate.message,
          path: excerpt(known.path),
        }),
      )
      return true
    }
    if (keys.length > 0) throw changedKey(where, keys, certificate, known.path)
    if (!ask) return false
    log.idle()
    log.warn(certificate.message)
    for (const detail of certificate.details) log.info(`  ${detail}`)
    if (!(await isAccepted(ask))) throw declined(where, certificate)
    remember(known, where, pin, log)
    return true
  }
}

/** Accepts `yes` typed whole, so that a stray key accepts nothing. */
async function isAccepted(ask: (question: string) => Promise<string | undefined>): Promise<boolean> {
  let answer = await ask(say('Trust this key of the server from now on, and no other (yes/no)? '))
  while (answer !== undefined) {
    const word = answer.trim().toLowerCase()
    if (word === 'yes') return true
    if (word === 'no') return false
    answer = await ask(say('Type yes or no: '))
  }
  return false
}

/** Undefined if they cannot be read: then nobody is asked, for the key may be another one than before. */
function knownKeys(known: KnownServers, where: string, log: TrustDeps['log']): string[] | undefined {
  try {
    return known.keysOf(where)
  } catch (error) {
    log.warn(say('cannot read {path}: {why}', { path: excerpt(known.path), why: systemErrorText(error) }))
    return undefined
  }
}

function remember(known: KnownServers, where: string, pin: string, log: TrustDeps['log']): void {
  try {
    known.add(where, pin)
    log.info(say('remembered in {path}', { path: excerpt(known.path) }))
  } catch (error) {
    log.warn(
      say('cannot remember it in {path}: {why}', {
        path: excerpt(known.path),
        why: systemErrorText(error),
      }),
    )
  }
}

function changedKey(
  where: string,
  keys: readonly string[],
  { certificate, details }: UntrustedCertificate,
  path: string,
): Failure {
  const message = say('{where}: the server’s key has changed: it is {pin}, but {keys} was trusted', {
    where,
    pin: certificate.pin,
    keys: choiceText(keys),
  })
  return new Failure('untrusted', message, {
    details,
    hint: say(
      'Somebody may be intercepting the connection. If the server really has a new key, remove the line of {where} from {path}.',
      { where, path: excerpt(path) },
    ),
  })
}

function declined(where: string, { message }: UntrustedCertificate): Failure {
  return new Failure('untrusted', say('{where} is not trusted, and nothing was sent to it', { where }), {
    cause: new Error(message),
  })
}
