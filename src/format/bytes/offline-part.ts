import type { Event } from '../../event/event.ts'
import { parseToken } from '../../wire/exact-json.ts'
import { member } from '../../wire/push-members.ts'
import { renderOffline } from '../render-event.ts'
import type { ByteSuffix } from './byte-suffix.ts'
import type { PayloadPart } from './payload-part.ts'

/** Puts a device that went offline. */
export class OfflinePart implements PayloadPart {
  private readonly suffix: ByteSuffix

  constructor(suffix: ByteSuffix) {
    this.suffix = suffix
  }

  read(): boolean {
    return true
  }

  put({ push, history }: Event): void {
    const at = push.from(member.mac)
    const mac = at < 0 ? undefined : parseToken(push.bytes, at, push.to(member.mac))
    renderOffline(mac, history, this.suffix)
  }
}
