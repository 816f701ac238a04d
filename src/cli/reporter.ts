import { formatDuration } from '../base/duration.ts'
import type { ProtocolWarning, Status } from '../session/status.ts'
import { aboutServer } from './about-server.ts'
import type { Console } from './console.ts'

/** What each protocol warning means to a user. */
const warnings: Record<ProtocolWarning, string> = {
  malformed: 'the server sent a line that is not one JSON object; skipped',
  'unknown-cmd': 'the server sent a message of an unknown kind; skipped',
  'invalid-msg': 'the server did not understand us',
  'stray-login-reply': 'the server answered a login that was not asked; ignored',
  'odd-login-reply': 'the server’s login reply has a result that is not a boolean; taken as true',
  'no-delivery-id': 'an event without delivery_id: it cannot be acked, for there is nothing to ack it by',
  'early-event': 'the server sent an event before it answered the login; kept until it does',
  'too-long': 'the server sent a line over --max-line; skipped',
}

/** What the summary calls them. */
export const warningNames: Record<ProtocolWarning, string> = {
  malformed: 'lines that are not JSON',
  'unknown-cmd': 'messages of unknown kind',
  'invalid-msg': 'invalid_msg from the server',
  'stray-login-reply': 'unasked login replies',
  'odd-login-reply': 'login replies with an odd result',
  'no-delivery-id': 'events without delivery_id',
  'early-event': 'events before the answer to the login',
  'too-long': 'lines over --max-line',
}

export interface ReporterConfig {
  /** host:port, as the user gave it. */
  readonly where: string
  /** Said once at the start: what the ack policy means for others. */
  readonly policyLine: string
}

/** Tells a person what happens to the session. */
export class Reporter {
  private readonly log: Console
  private readonly config: ReporterConfig
  private readonly reported = new Set<ProtocolWarning>()
  private everConnected = false
  /** The advice given last: once is enough while the trouble stays the same. */
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
          status.retry === 0 ? `connecting to ${where}` : `connecting to ${where}, retry ${status.retry}`,
        )
        break
      case 'phase':
        log.debug(phaseLines[status.phase])
        break
      case 'secured': {
        const { peer } = status
        log.debug(
          `secure: ${peer.address}, ${peer.protocol}, ${peer.cipher}; certificate ${peer.certificate}`,
        )
        if (!peer.verified)
          log.warn(`--insecure: the server was not verified (${peer.reason ?? 'unknown reason'})`)
        log.busy(`logging in to ${where}`)
        break
      }
      case 'connected':
        log.idle()
        if (status.gap === undefined) log.info(`connected to ${where}`)
        else log.info(`reconnected to ${where} after a gap of ${formatDuration(status.gap)}`)
        this.everConnected = true
        break
      case 'lost':
        this.lost(status)
        break
      case 'draining':
        log.idle()
        log.debug('events that came before still wait to be written; connecting again after that')
        break
      case 'ping':
        log.debug('heartbeat sent')
        break
      case 'pong':
        log.debug(`heartbeat answered after ${formatDuration(status.roundTrip)}`)
        break
      case 'slept':
        log.info(
          `this machine was away for ${formatDuration(status.ms)}; asking the server whether it is still there`,
        )
        break
      case 'protocol-warning':
        if (this.reported.has(status.warning)) break
        this.reported.add(status.warning)
        log.warn(`${warnings[status.warning]} (told once, counted in the summary): ${status.text}`)
    }
  }

  private lost({ failure, wasConnected, retryIn }: Extract<Status, { kind: 'lost' }>): void {
    const { log } = this
    const soon = `trying again in ${formatDuration(retryIn)}`
    const { message } = aboutServer(this.config.where, failure)
    log.warn(`${wasConnected ? 'connection lost: ' : ''}${message}; ${soon}`)
    if (!wasConnected && failure.hint && failure.hint !== this.lastHint) log.hint(failure.hint)
    this.lastHint = failure.hint
    log.countDown(retryIn, left => `waiting ${left} before connecting to ${this.config.where} again`)
  }
}

const phaseLines = {
  dns: 'looking up the host name',
  tcp: 'host name found; connecting',
  tls: 'TCP connection made; setting up TLS',
} as const
