import { Failure } from '../../base/failure.ts'
import { hostAndPort } from '../../base/host-and-port.ts'
import { listText } from '../../language/list-text.ts'
import { say, sayText } from '../../language/say.ts'
import { OtherService } from '../../session/other-service.ts'
import { UntrustedCertificate } from '../../transport/untrusted-certificate.ts'
import { type DialectName, dialects } from '../../wire/dialects.ts'
import type { LoginConfig } from '../login-config.ts'
import type { FailingStep, Fault, Findings } from './findings.ts'

/**
 * What may be wrong, most likely first, and what to type next, a sentence or two each. None if nothing is.
 */
export function likelyCauses({ fault, ok }: Pick<Findings, 'fault' | 'ok'>, config: LoginConfig): string[] {
  if (!fault) return ok ? [] : [say('The clock of this machine is behind. Set it, for example by NTP.')]
  return causesOf[fault.step](fault, config)
}

const whitelist =
  'The IP whitelist of the enterprise, or a firewall, does not let this machine in. Add its public address in the developer center, or try from another network.'
const proxied = 'This network reaches the Internet by a proxy only. Try --proxy http://HOST:PORT.'
const direct = 'The proxy is wrong, or not needed. Try --proxy none.'
const dns =
  'The DNS of this machine does not work, or does not resolve outside names. Try another name with nslookup.'

/** The public servers, for whoever has mistyped one. */
const publicServers = () =>
  listText(
    Object.values(dialects).map(({ title, endpoint: { host, port } }) =>
      say('{what} ({which})', { what: hostAndPort(host, port), which: sayText(title) }),
    ),
  )

const wrongHost = ({ server: { host, port } }: LoginConfig) =>
  say(
    'The host or the port is wrong: {host}:{port}. The public servers are {servers}. Try --host HOST --port PORT.',
    { host, port, servers: publicServers() },
  )
/** What depends on the service that the login is for. */
const ofService = {
  noti1: {
    credentials:
      'The id or the secret is wrong, or of another account. Copy both again from the developer center; try --id ID without --secret, and paste the secret.',
    other:
      'The server is of the other service, SNoti 2.x. Try --product PRODUCT_KEY:AUTH_ID instead of --id.',
  },
  snoti2: {
    credentials:
      'The auth_id, its secret or the product key is wrong: each auth_id is of one product. Copy them again; try --product PRODUCT_KEY:AUTH_ID.',
    other: 'The server is of the other service, message proxy 1.0. Try --id ID instead of --product.',
  },
} as const satisfies Record<DialectName, unknown>

/** Whether the server was recognised by what it answered. */
function isOfOtherService(error: unknown): boolean {
  return error instanceof OtherService || (error instanceof Failure && isOfOtherService(error.cause))
}

const causesOf: Readonly<Record<FailingStep, (fault: Fault, config: LoginConfig) => string[]>> = {
  dns: (_, config) =>
    config.server.proxy ? [say(direct), say(dns)] : [wrongHost(config), say(dns), say(proxied)],
  tcp: (_, config) =>
    config.server.proxy ? [say(direct)] : [say(whitelist), wrongHost(config), say(proxied)],
  proxy: ({ failure }) => [...(failure.hint ? [failure.hint] : []), say(direct)],
  tls: ({ failure }, config) => {
    if (failure instanceof UntrustedCertificate) return ofCertificate(failure, config)
    // What a certificate says about a changed or pinned key.
    if (failure.code === 'untrusted' && failure.message.includes('sha256/'))
      return failure.hint ? [failure.hint] : []
    const plain = say('The port speaks no TLS, or is of another program. {more}', { more: wrongHost(config) })
    return failure.code === 'untrusted'
      ? [plain, say(interceptor)]
      : [say(whitelist), plain, say(interceptor)]
  },
  login: ({ failure }, config) => {
    const { credentials, other } = ofService[config.dialect]
    if (isOfOtherService(failure)) return [say(other)]
    return failure.code === 'refused'
      ? [say(credentials), say(other), say(whitelist)]
      : [say(other), say(whitelist), say(credentials)]
  },
  ping: () => [
    say(
      'The server, or something between, drops connections that are logged in. Try gizwits-tail -v, and watch the heartbeats.',
    ),
  ],
  event: () => [
    say('The server, or something between, drops connections that are logged in. Try gizwits-tail -v.'),
  ],
}

const interceptor =
  'A company’s firewall or a virus scanner intercepts TLS. Try another network, or --proxy URL.'

function ofCertificate({ certificate, cause }: UntrustedCertificate, config: LoginConfig): string[] {
  const { code } = cause as { code?: string }
  const trusted = say('It is your own server. Trust its CA with --ca FILE, or its key with -k --pin {pin}.', {
    pin: certificate.pin,
  })
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return [
      say('The clock of this machine is wrong. Check it with date.'),
      say('The server has an old certificate. Ask who runs it.'),
      trusted,
    ]
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return [
      wrongHost(config),
      say('The server has another name than its address. Try --servername NAME.'),
      trusted,
    ]
  return [
    say(
      'A company’s firewall or a virus scanner intercepts TLS with a CA of its own. Get that CA from the administrator, and try --ca FILE.',
    ),
    trusted,
    wrongHost(config),
  ]
}
