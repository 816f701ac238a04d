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

  /** Like `Event.at`. What is derived comes after the members of the line. */
  override at(path: readonly string[]): Json {
    const value = super.at(path)
    return value === undefined ? this.derivedAt(path) : value
  }

  override derivedAt(path: readonly string[]): Json {
    const [root, name] = path
    this.cut = false
    if (root === 'decoded' && name === undefined) return this.decoded
    return path.length === 2 && (root === 'decoded' || root === 'data') ? this.attributeAt(name!) : undefined
  }

  private attributeAt(name: string): Json {
    const { decoded } = this
    return decoded && Object.hasOwn(decoded, name) ? decoded[name] : undefined
  }
}
