import { hashOf, slack } from '../../base/words.ts'
import type { Columns } from '../columns.ts'
import { asciiDeviceColour } from '../device-colour.ts'
import type { TextMask } from '../text-mask.ts'
import type { Theme } from '../theme.ts'
import type { ByteLine } from './byte-line.ts'

/** A power of two. */
const placeCount = 4096
const [quote, backslash, space] = [0x22, 0x5c, 0x20] as const
/** 1 for each byte of a did that is shown as it is. */
const bare = Uint8Array.from({ length: 256 }, (_, byte) => +(byte > space && byte < 0x7f && !isSpecial(byte)))

interface Colour {
  readonly open: Buffer
  readonly close: Buffer
}

/**
 * Puts the column of devices from the bytes of their dids. Each did has one place for its painted column, which it may take
 * from another. All places are one piece of memory, so that however many devices there are, nothing is allocated for one.
 */
export class DevicePart {
  private readonly line: ByteLine
  private readonly mask: TextMask
  private readonly colours: readonly Colour[]
  private readonly width: number
  /** The cells of the column, less a space that is left to put. */
  private readonly cells: number
  /** The bytes of a place: the did, and from `columnAt` on its column. Both are whole words. */
  private readonly placeSize: number
  private readonly columnAt: number
  private readonly room: Buffer
  private readonly known: DataView
  private readonly didSizes = new Uint8Array(placeCount)
  private readonly columnSizes = new Uint8Array(placeCount)
  /** That of the last did that was read. */
  private place = 0

  constructor(line: ByteLine, { device, gap }: Columns, theme: Theme, mask: TextMask) {
    this.line = line
    this.mask = mask
    this.colours = theme.devices.map(({ open, close }) => ({
      open: Buffer.from(open),
      close: Buffer.from(close),
    }))
    this.width = device.width
    this.cells = device.width + gap - 1
    this.columnAt = wholeWords(device.width)
    const codes = Math.max(...this.colours.map(({ open, close }) => open.length + close.length))
    this.placeSize = this.columnAt + wholeWords(this.cells + codes)
    const places = new ArrayBuffer(placeCount * this.placeSize)
    this.room = Buffer.from(places)
    this.known = new DataView(places)
  }

  /**
   * Reads the token of a did. Returns false if its column cannot hold it, or it is not shown as it is.
   *
   * @param view of `bytes`
   */
  read(bytes: Buffer, view: DataView, from: number, to: number): boolean {
    const [start, end] = [from + 1, to - 1]
    const size = end - start
    if (bytes[from] !== quote || size < 1 || size > this.width) return false
    const place = hashOf(view, start, end) & (placeCount - 1)
    this.place = place
    return (
      (this.didSizes[place] === size && this.isAt(place, view, start, end)) ||
      this.paint(place, bytes, start, end)
    )
  }

  /** Puts the column of the did that was read, and leaves a space. */
  put(): void {
    const { line, place } = this
    line.putCopy(this.known, place * this.placeSize + this.columnAt, this.columnSizes[place]!)
    line.space(1)
  }

  private isAt(place: number, view: DataView, start: number, end: number): boolean {
    const { known } = this
    let own = place * this.placeSize
    let at = start
    for (; at + 4 <= end; at += 4, own += 4) if (view.getInt32(at) !== known.getInt32(own)) return false
    for (; at < end; at++, own++) if (view.getUint8(at) !== known.getUint8(own)) return false
    return true
  }

  private paint(place: number, bytes: Buffer, start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (bare[bytes[at]!] === 0) return false
    if (this.mask.mayHide(bytes, start, end)) return false
    const { room, colours, cells } = this
    const { open, close } = colours[asciiDeviceColour(bytes, start, end, colours.length)]!
    const own = place * this.placeSize
    let at = own + this.columnAt
    bytes.copy(room, own, start, end)
    at += open.copy(room, at)
    at += bytes.copy(room, at, start, end)
    at += close.copy(room, at)
    const columnEnd = at + cells - (end - start)
    room.fill(space, at, columnEnd)
    this.didSizes[place] = end - start
    this.columnSizes[place] = columnEnd - own - this.columnAt
    return true
  }
}

function wholeWords(size: number): number {
  return (size + slack) & ~slack
}

function isSpecial(byte: number): boolean {
  return byte === quote || byte === backslash
}
