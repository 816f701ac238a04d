import type { Payload } from '../../datapoints/payload.ts'
import { RawEvent } from '../../datapoints/raw-event.ts'
import type { Event } from '../../event/event.ts'
import { main, mainMembers } from '../../event/main-members.ts'
import { base64Range } from '../../event/raw-payload.ts'
import { renderDecoded, renderUndecoded } from '../render-payload.ts'
import type { Rendering } from '../rendering.ts'
import { Base64Reader } from './base64-reader.ts'
import type { ByteSuffix } from './byte-suffix.ts'
import type { PayloadPart } from './payload-part.ts'
import { isAt, wordsOf } from './words.ts'

const [quote, brace] = [0x22, 0x7d] as const
/** What precedes the payload in an object, and with the space that some servers write. */
const openings = ['{"raw":"', '{"raw": "'].map(opening => wordsOf(Buffer.from(opening)))

/** Puts a payload. */
export class RawPart implements PayloadPart {
  private readonly suffix: ByteSuffix
  private readonly how: Rendering
  private readonly reader = new Base64Reader()
  private payload: Buffer | undefined
  private decoded: Payload | undefined

  constructor(suffix: ByteSuffix, how: Rendering) {
    this.suffix = suffix
    this.how = how
  }

  read(event: Event, view: DataView): boolean {
    const { push } = event
    const { bytes } = push
    this.decoded = undefined
    if (event instanceof RawEvent) {
      this.decoded = base64Range(push) && event.payload
      this.payload = this.decoded?.bytes
      return this.payload !== undefined
    }
    const { from, to } = mainMembers(push)
    const start = from[main.data]!
    const end = to[main.data]!
    if (start < 0) return false
    if (bytes[start] === quote) this.payload = this.reader.read(bytes, start + 1, end - 1)
    else {
      const opening = openings.find(one => isAt(one, view, start))
      if (!opening || bytes[end - 2] !== quote || bytes[end - 1] !== brace) return false
      this.payload = this.reader.read(bytes, start + opening.size, end - 2)
    }
    return this.payload !== undefined
  }

  put(event: Event): void {
    const { history } = event
    const { payload, decoded, suffix, how } = this
    if (decoded?.hasValues) renderDecoded(decoded, event.productKey, history, suffix, how)
    else renderUndecoded(payload!, decoded, false, history, suffix, how)
  }
}
