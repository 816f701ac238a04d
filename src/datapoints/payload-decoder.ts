import type { Event } from '../event/event.ts'
import { payloadOf } from '../event/raw-payload.ts'
import { type Decoded, decodePayload } from './decode-payload.ts'
import type { DefinitionSet } from './definition-set.ts'
import { misfitText } from './misfit-text.ts'
import { Payload } from './payload.ts'
import type { Flag } from './protocol.ts'

/** Decodes the payloads of events by the definitions of their products. */
export class PayloadDecoder {
  private readonly definitions: Pick<DefinitionSet, 'get'>
  private readonly notice: (text: string) => void
  /** The products whose definition was reported. No more than there are definitions. */
  private readonly reported = new Set<string>()

  /** @param notice receives a line per product whose definition does not fit a payload */
  constructor(definitions: Pick<DefinitionSet, 'get'>, notice: (text: string) => void) {
    this.definitions = definitions
    this.notice = notice
  }

  decode(event: Event): Payload {
    const bytes = payloadOf(event)
    if (!bytes) return new Payload(undefined, [], event.members.data == null ? empty : unreadable)
    const { productKey } = event
    const definition = productKey === undefined ? undefined : this.definitions.get(productKey)
    const frames = decodePayload(bytes, definition)
    const flags = flagsOf(frames)
    if (definition && flags.length > 0) this.report(definition.productKey, frames)
    return new Payload(bytes, frames, flags)
  }

  private report(productKey: string, frames: readonly Decoded[]): void {
    if (this.reported.has(productKey)) return
    for (const frame of frames) {
      const text = misfitText(frame)
      if (text === undefined) continue
      this.reported.add(productKey)
      this.notice(text)
      return
    }
  }
}

const empty: readonly Flag[] = ['empty']
const unreadable: readonly Flag[] = ['not_hex_or_base64']

function flagsOf(frames: readonly Decoded[]): readonly Flag[] {
  return frames.length === 1 ? frames[0]!.flags : [...new Set(frames.flatMap(({ flags }) => flags))]
}
