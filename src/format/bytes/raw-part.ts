import { RecentMap } from '../../base/recent-map.ts'
import { isEnveloped } from '../../datapoints/frames.ts'
import type { Payload } from '../../datapoints/payload.ts'
import { RawEvent } from '../../datapoints/raw-event.ts'
import { base64At } from '../../event/base64.ts'
import type { Event } from '../../event/event.ts'
import { base64Range } from '../../event/raw-payload.ts'
import { renderBare, renderBytes, renderDecoded, renderUndecoded } from '../render-payload.ts'
import type { Rendering } from '../rendering.ts'
import type { ByteSuffix, Phrase } from './byte-suffix.ts'
import type { PayloadPart } from './payload-part.ts'

/** Puts a payload. */
export class RawPart implements PayloadPart {
  private readonly suffix: ByteSuffix
  private readonly how: Rendering
  /** By the length and the first byte of payloads. */
  private readonly bare = new RecentMap<number, Phrase>(1000)
  private payload: Buffer | undefined
  private decoded: Payload | undefined

  constructor(suffix: ByteSuffix, how: Rendering) {
    this.suffix = suffix
    this.how = how
  }

  read(event: Event): boolean {
    const { push } = event
    const range = base64Range(push)
    if (!range) return false
    this.decoded = event instanceof RawEvent ? event.payload : undefined
    this.payload = this.decoded ? this.decoded.bytes : base64At(push.bytes, range.start, range.end)
    return this.payload !== undefined
  }

  put(event: Event): void {
    const { history } = event
    const { payload, decoded, suffix, how } = this
    if (decoded?.hasValues) renderDecoded(decoded, event.productKey, history, suffix, how)
    else if (decoded || (how.diff && history?.changes) || isEnveloped(payload!))
      renderUndecoded(payload!, decoded, false, history, suffix, how)
    else {
      suffix.phrase(this.bareOf(payload!))
      renderBytes(payload!, suffix)
    }
  }

  /** Returns what `renderBare` puts. */
  private bareOf(payload: Buffer): Phrase {
    const { bare, suffix } = this
    const key = payload.length * 256 + (payload[0] ?? 0)
    const known = bare.get(key)
    return (
      known ??
      bare.set(
        key,
        suffix.phraseOf(() => renderBare(payload, suffix)),
      )
    )
  }
}
