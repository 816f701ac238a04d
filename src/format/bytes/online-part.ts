import type { Event } from '../../event/event.ts'
import { type Json, parseToken } from '../../wire/exact-json.ts'
import { ObjectScanner } from '../../wire/object-scanner.ts'
import { renderers } from '../render-event.ts'
import { onlineMembers, placeNames, placeText, renderAbsence } from '../render-online.ts'
import { renderPosition } from '../render-position.ts'
import { plain } from '../style.ts'
import { asUsual, type ByteSuffix, type Phrase } from './byte-suffix.ts'
import { KnownBytes } from './known-bytes.ts'
import type { MemberName } from './member-name.ts'
import type { PayloadPart } from './payload-part.ts'

const [quote, firstOfNull] = [0x22, 0x6e] as const
const [ip, mac] = [onlineMembers.indexOf('ip'), onlineMembers.indexOf('mac')]
const [latitude, longitude] = [onlineMembers.indexOf('latitude'), onlineMembers.indexOf('longitude')]

/** Puts a device that came online, as `renderOnline` does. */
export class OnlinePart implements PayloadPart {
  readonly scanner = new ObjectScanner([...new Set([...onlineMembers, ...renderers.device_online.shown])])
  private readonly suffix: ByteSuffix
  /** By their index in `onlineMembers`, as in `scanner`. */
  private readonly names: readonly MemberName[]
  /**
   * Places, by the first member that they are in, then by the bytes from its value to the end of the last one. There are
   * few of them in an account.
   */
  private readonly places = placeNames.map(() => new KnownBytes<Phrase>(1024))

  constructor(suffix: ByteSuffix, nameOf: (key: Uint8Array, text: string) => MemberName) {
    this.suffix = suffix
    this.names = onlineMembers.map(name => nameOf(Buffer.from(`${name}":`), name))
  }

  read({ push: { bytes, start, end } }: Event): boolean {
    return this.scanner.scan(bytes, start, end)
  }

  put({ push: { bytes }, history }: Event, view: DataView): void {
    const { suffix } = this
    const { from, to } = this.scanner
    renderAbsence(history, suffix)
    this.putPlace(bytes, view)
    const isIp = this.isText(bytes, ip)
    if (isIp) suffix.wordToken(bytes, from[ip]!, to[ip]!)
    if (from[latitude]! >= 0 || from[longitude]! >= 0) {
      const position = { latitude: this.valueOf(bytes, latitude), longitude: this.valueOf(bytes, longitude) }
      renderPosition(position, suffix)
    }
    for (let i = 0; i < placeNames.length; i++) if (!this.isText(bytes, i)) this.putOptional(bytes, view, i)
    if (!isIp) this.putOptional(bytes, view, ip)
    this.putOptional(bytes, view, mac)
  }

  private putPlace(bytes: Buffer, view: DataView): void {
    const { from, to } = this.scanner
    let [first, end] = [-1, -1]
    for (let i = 0; i < placeNames.length; i++) {
      if (from[i]! < 0) continue
      if (first < 0 || from[i]! < from[first]!) first = i
      end = Math.max(end, to[i]!)
    }
    if (first < 0) return
    const known = this.places[first]!
    const place =
      known.get(view, from[first]!, end) ?? known.add(view, from[first]!, end, this.placeOf(bytes))
    this.suffix.phrase(place)
  }

  private placeOf(bytes: Buffer): Phrase {
    const text = placeText(placeNames.map((_, i) => this.valueOf(bytes, i)))
    return this.suffix.phraseOf(() => this.suffix.word(plain, text))
  }

  /** Puts a member unless it is absent, null or empty. */
  private putOptional(bytes: Buffer, view: DataView, i: number): void {
    const [from, to] = [this.scanner.from[i]!, this.scanner.to[i]!]
    if (from < 0 || bytes[from] === firstOfNull || (bytes[from] === quote && to - from === 2)) return
    this.suffix.token(this.names[i]!, asUsual, bytes, view, from, to)
  }

  private isText(bytes: Buffer, i: number): boolean {
    const from = this.scanner.from[i]!
    return bytes[from] === quote && this.scanner.to[i]! - from > 2
  }

  /** Returns a value; null if there is none. */
  private valueOf(bytes: Buffer, i: number): Json {
    const from = this.scanner.from[i]!
    return from < 0 ? null : parseToken(bytes, from, this.scanner.to[i]!)
  }
}
