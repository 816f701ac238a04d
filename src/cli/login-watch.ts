import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import type { Status } from '../session/status.ts'
import { aboutServer } from './about-server.ts'

/**
 * Keeps track of whether a run was ever logged in, and why not. A run that `--duration` or `--timeout` ends has failed if
 * it watched nothing, because the server was never reached or refuses the login. A script must see that.
 */
export class LoginWatch {
  private readonly where: string
  private everConnected = false
  private last: Failure | undefined

  /** @param where the server as `host:port`, for messages */
  constructor(where: string) {
    this.where = where
  }

  onStatus(status: Status): void {
    if (status.kind === 'connected') {
      this.everConnected = true
      this.last = undefined
    } else if (status.kind === 'lost') this.last = status.failure
  }

  /** Why there is no connection now; undefined if there is one, or none was lost yet. */
  get lost(): string | undefined {
    return this.last && aboutServer(this.where, this.last).message
  }

  /**
   * Why a run that ends now has failed; undefined if it has not.
   *
   * @param end what ends it, such as `3s (--duration)`
   */
  failure(end: string): Failure | undefined {
    const { last } = this
    if (last?.code === 'refused') return failed(last, say('not logged in after {end}: ', { end }))
    if (this.everConnected) return undefined
    const never = say('never connected within {end}: ', { end })
    if (last) return failed(aboutServer(this.where, last), never)
    return new Failure('unreachable', never + say('{where} has not answered yet', { where: this.where }), {
      hint: say('Check --host, --port and the network.'),
    })
  }
}

function failed(last: Failure, before: string): Failure {
  return new Failure(last.code, before + last.message, { hint: last.hint, cause: last })
}
