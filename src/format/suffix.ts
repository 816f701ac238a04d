import { RecentMap } from '../base/recent-map.ts'
import { textCells } from '../base/text-width.ts'
import { secretMembers, secretValue } from '../event/secret-members.ts'
import type { Json, JsonObject } from '../wire/exact-json.ts'
import type { Line } from './line.ts'
import { type Piece, pieceOf, plain, type Style } from './style.ts'
import type { TextMask } from './text-mask.ts'
import type { Theme } from './theme.ts'
import { bareOrQuoted, valueText } from './value-text.ts'

interface MemberName extends Piece {
  /** Whether the member's value must not be shown. */
  readonly secret: boolean
}

/** What follows the columns of a line: words, two spaces apart, and `name=value` pairs, one space apart. */
export class Suffix {
  readonly theme: Theme
  private readonly line: Line
  private readonly mask: TextMask
  /** Cached, since all events of a device have the same few names. */
  private readonly names = new RecentMap<string, MemberName>(10_000)
  private gap = 0

  constructor(line: Line, theme: Theme, mask: TextMask) {
    this.line = line
    this.mask = mask
    this.theme = theme
  }

  /** Begins a new suffix. The columns have left a gap already. */
  begin(): void {
    this.gap = 0
    this.line.beginPayload()
  }

  /** The cells that are left on the line; Infinity if its width is unlimited. */
  get room(): number {
    return this.line.room
  }

  /** Whether what is put from now on is not shown. */
  get full(): boolean {
    return this.line.full
  }

  /**
   * @param text safe; if it is empty, nothing is put
   * @param width the least cells that it takes, to align what follows; only for ASCII
   */
  word(style: Style, text: string, width = 0): void {
    if (text === '') return
    this.line.space(this.gap && 2)
    this.gap = 2
    this.line.put(style, text)
    if (text.length < width) this.line.space(width - text.length)
  }

  /** What follows stands two spaces apart from what has been put. */
  apart(): void {
    if (this.gap > 0) this.gap = 2
  }

  member(name: string, value: Json, style = plain): void {
    this.pair(name, style, valueText(value))
  }

  /** Returns a text that ends in a cut, without the beginning of a secret before that. */
  hideAtCut(text: string): string {
    return this.mask.hide(text)
  }

  /** Puts a name with the text of its value. @param text safe */
  pair(name: string, style: Style, text: string): void {
    this.line.space(this.gap)
    this.gap = 1
    const shown = this.names.get(name) ?? this.names.set(name, this.nameOf(name))
    this.line.putPair(shown, style, shown.secret ? secretValue : text)
  }

  private nameOf(name: string): MemberName {
    const shown = `${this.mask.hide(bareOrQuoted(name))}=`
    const { style, text, cells, painted } = pieceOf(this.theme.name, shown, textCells(shown))
    return { style, text, cells, painted, secret: secretMembers.has(name) }
  }

  /** Puts a member unless it is absent, null or empty. */
  optional(name: string, value: Json | undefined): void {
    if (value !== undefined && value !== null && value !== '') this.member(name, value)
  }

  /** Puts the members of `object` until the line is full. @param shown the members to leave out */
  members(object: JsonObject, shown?: ReadonlySet<string>): void {
    for (const name of Object.keys(object)) {
      if (this.line.full) return
      if (!shown?.has(name)) this.member(name, object[name]!)
    }
  }
}
