import { formatDuration } from '../base/duration.ts'
import { say, type Text } from '../language/say.ts'
import type { ProtocolWarning, Status } from '../session/status.ts'
import type { DialPhase } from '../transport/connection.ts'
import { aboutServer } from './about-server.ts'
import type { Console } from './console.ts'

/** What each protocol warning means for a user. */
const warnings: Record<ProtocolWarning, Text> = {
  malformed: 'the server sent a line that is not one JSON object; skipped',
  'unknown-cmd': 'the server sent a message of an unknown kind; skipped',
  'invalid-msg': 'the server rejected a message as invalid',
  'stray-login-reply': 'the server sent a login reply that was not asked for; ignored',
  'odd-login-reply': 'the login reply has a result that is not a boolean; treated as true',
  'no-delivery-id': 'an event has no delivery_id, so it cannot be acked',
  'early-event': 'the server sent an event before the login reply; held until the reply comes',
  'too-long': 'the server sent a line over --max-line; skipped',
}

/** Their names in the summary. */
export const warningNames: Record<ProtocolWarning, Text> = {
  malformed: 'lines that are not JSON',
  'unknown-cmd': 'messages of an unknown kind',
  'invalid-msg': 'invalid_msg from the server',
  'stray-login-reply': 'login replies that were not asked for',
  'odd-login-reply': 'login replies with a result that is not a boolean',
  'no-delivery-id': 'events without delivery_id',
  'early-event': 'events before the login reply',
  'too-long': 'lines over --max-line',
}

export interface ReporterConfig {
  /** The server as `host:port`, for messages. */
  readonly where: string
  /** What the ack policy means for other consumers. Reported once, at the start. */
  readonly policyLine: string
}

/** Reports to a person what happens to the session. */
export class Reporter {
  private readonly log: Console
  private readonly config: ReporterConfig
  private readonly reported = new Set<ProtocolWarning>()
  private everConnected = false
  /** The last hint given: it is not repeated while the problem stays the same. */
  private lastHint: string | undefined

  constructor(log: Console, config: ReporterConfig) {
    this.log = log
    this.config = config
  }

  onStatus(status: Status): void {
    const { log } = this
    const { where } = this.config
    switch (status.kind) {
      case 'dialing':
        if (status.retry === 0 && !this.everConnected) log.info(this.config.policyLine)
        log.busy(
          status.retry === 0
            ? say('connecting to {where}', { where })
            : say('connecting to {where}, retry {retry}', { where, retry: status.retry }),
        )
        break
      case 'phase':
        log.debug(say(phaseLines[status.phase]))
        break
      case 'secured': {
        const { peer } = status
        log.debug(
          say('secure: {address}, {protocol}, {cipher}; certificate {certificate}', {
            address: peer.address,
            protocol: peer.protocol,
            cipher: peer.cipher,
            certificate: peer.certificate,
          }),
        )
        if (!peer.verified)
          log.warn(
            say('--insecure: the server was not verified ({reason})', {
              reason: peer.reason ?? say('unknown reason'),
            }),
          )
        log.busy(say('logging in to {where}', { where }))
        break
      }
      case 'connected':
        log.idle()
        if (status.gap === undefined) log.info(say('connected to {where}', { where }))
        else
          log.info(
            say('reconnected to {where} after a gap of {gap}', { where, gap: formatDuration(status.gap) }),
          )
        this.everConnected = true
        break
      case 'lost':
        this.lost(status)
        break
      case 'draining':
        log.idle()
        log.debug(say('reconnecting once the events that were received are written'))
        break
      case 'ping':
        log.debug(say('heartbeat sent'))
        break
      case 'pong':
        log.debug(say('heartbeat answered after {time}', { time: formatDuration(status.roundTrip) }))
        break
      case 'slept':
        log.info(
          say('this machine slept for {time}; checking whether the server still answers', {
            time: formatDuration(status.ms),
          }),
        )
        break
      case 'protocol-warning':
        if (this.reported.has(status.warning)) break
        this.reported.add(status.warning)
        log.warn(
          say('{what} (reported once, counted in the summary): {text}', {
            what: say(warnings[status.warning]),
            text: status.text,
          }),
        )
    }
  }

  private lost({ failure, wasConnected, retryIn }: Extract<Status, { kind: 'lost' }>): void {
    const { log } = this
    const { message } = aboutServer(this.config.where, failure)
    const values = { message, time: formatDuration(retryIn) }
    log.warn(
      wasConnected
        ? say('connection lost: {message}; trying again in {time}', values)
        : say('{message}; trying again in {time}', values),
    )
    if (!wasConnected && failure.hint && failure.hint !== this.lastHint) log.hint(failure.hint)
    this.lastHint = failure.hint
    log.countDown(retryIn, left =>
      say('waiting {left} before connecting to {where} again', { left, where: this.config.where }),
    )
  }
}

const phaseLines = {
  dns: 'looking up the host name',
  tcp: 'host name found; connecting',
  'proxy-dns': 'looking up the name of the proxy',
  'proxy-tcp': 'connecting to the proxy',
  proxy: 'asking the proxy for a connection to the server',
  tls: 'TCP connection made; setting up TLS',
  trust: 'the certificate does not verify; is its key trusted?',
} as const satisfies Record<DialPhase, Text>
