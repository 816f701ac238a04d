import { formatDuration } from '../base/duration.ts'
import type { Oddity, Status } from '../session/status.ts'
import { aboutServer } from './about-server.ts'
import type { Talk } from './talk.ts'

/** What each oddity means to a user. */
const oddities: Record<Oddity, string> = {
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
export const oddityNames: Record<Oddity, string> = {
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
  private readonly talk: Talk
  private readonly config: ReporterConfig
  private readonly told = new Set<Oddity>()
  private everLive = false
  /** The advice given last: once is enough while the trouble stays the same. */
  private lastHint: string | undefined

  constructor(talk: Talk, config: ReporterConfig) {
    this.talk = talk
    this.config = config
  }

  heard(status: Status): void {
    const { talk } = this
    const { where } = this.config
    switch (status.kind) {
      case 'dialing':
        if (status.retry === 0 && !this.everLive) talk.say(this.config.policyLine)
        talk.busy(
          status.retry === 0 ? `connecting to ${where}` : `connecting to ${where}, retry ${status.retry}`,
        )
        break
      case 'phase':
        talk.detail(phaseLines[status.phase])
        break
      case 'secured': {
        const { peer } = status
        talk.detail(
          `secure: ${peer.address}, ${peer.protocol}, ${peer.cipher}; certificate ${peer.certificate}`,
        )
        if (!peer.verified)
          talk.warn(`--insecure: the server was not verified (${peer.reason ?? 'unknown reason'})`)
        talk.busy(`logging in to ${where}`)
        break
      }
      case 'live':
        talk.idle()
        if (status.gap === undefined) talk.say(`connected to ${where}`)
        else talk.say(`reconnected to ${where} after a gap of ${formatDuration(status.gap)}`)
        this.everLive = true
        break
      case 'lost':
        this.lost(status)
        break
      case 'holding':
        talk.idle()
        talk.detail('events that came before still wait to be written; connecting again after that')
        break
      case 'ping':
        talk.detail('heartbeat sent')
        break
      case 'pong':
        talk.detail(`heartbeat answered after ${formatDuration(status.roundTrip)}`)
        break
      case 'slept':
        talk.say(
          `this machine was away for ${formatDuration(status.ms)}; asking the server whether it is still there`,
        )
        break
      case 'oddity':
        if (this.told.has(status.oddity)) break
        this.told.add(status.oddity)
        talk.warn(`${oddities[status.oddity]} (told once, counted in the summary): ${status.text}`)
    }
  }

  private lost({ failure, wasLive, retryIn }: Extract<Status, { kind: 'lost' }>): void {
    const { talk } = this
    const soon = `trying again in ${formatDuration(retryIn)}`
    const { message } = aboutServer(this.config.where, failure)
    talk.warn(`${wasLive ? 'connection lost: ' : ''}${message}; ${soon}`)
    if (!wasLive && failure.hint && failure.hint !== this.lastHint) talk.tip(failure.hint)
    this.lastHint = failure.hint
    talk.countDown(retryIn, left => `waiting ${left} before connecting to ${this.config.where} again`)
  }
}

const phaseLines = {
  dns: 'looking up the host name',
  tcp: 'host name found; connecting',
  tls: 'TCP connection made; setting up TLS',
} as const
