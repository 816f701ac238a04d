import { Event } from '../event/event.ts'
import type { Payload } from './payload.ts'
import type { PayloadDecoder } from './payload-decoder.ts'

/** What `Event.at` returns. */
type Json = ReturnType<Event['at']>

/** An event with a raw payload, which is decoded once, when first needed. */
export class RawEvent extends Event {
  private readonly decoder: PayloadDecoder
  private known: Payload | undefined

  constructor(push: Event['push'], decoder: PayloadDecoder) {
    super(push)
    this.decoder = decoder
  }

  get payload(): Payload {
    this.known ??= this.decoder.decode(this)
    return this.known
  }

  override get decoded(): Event['members'] | undefined {
    return this.payload.values
  }

  /** Like `Event.at`. The values of the payload are at `data.NAME`, unless the event has such a member, and at `decoded.NAME`. */
  override at(path: readonly string[]): Json {
    const [root, name] = path
    if (root === 'decoded') {
      this.cut = false
      return name === undefined ? this.decoded : path.length === 2 ? this.attributeAt(name) : undefined
    }
    const value = super.at(path)
    if (value !== undefined || root !== 'data' || path.length !== 2) return value
    return this.attributeAt(name!)
  }

  private attributeAt(name: string): Json {
    const { decoded } = this
    return decoded && Object.hasOwn(decoded, name) ? decoded[name] : undefined
  }
}
