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
  /** The value of such a member is not shown. */
  readonly secret: boolean
}

/** What a line says behind its columns: words two spaces apart, and `name=value` pairs one space apart. */
export class Suffix {
  readonly theme: Theme
  private readonly line: Line
  private readonly mask: TextMask
  /** A device has the same few names in each of its events. */
  private readonly names = new RecentMap<string, MemberName>(10_000)
  private gap = 0

  constructor(line: Line, theme: Theme, mask: TextMask) {
    this.line = line
    this.mask = mask
    this.theme = theme
  }

  /** Begins anew, behind columns that have left their own gap. */
  begin(): void {
    this.gap = 0
    this.line.beginPayload()
  }

  /** Cells that can still be seen, at most; Infinity where a line may be of any width. */
  get room(): number {
    return this.line.room
  }

  /**
   * @param text safe; nothing is put where it is empty
   * @param width cells that it takes at least, so that what follows is aligned (for text of ASCII)
   */
  word(style: Style, text: string, width = 0): void {
    if (text === '') return
    this.line.space(this.gap && 2)
    this.gap = 2
    this.line.put(style, text)
    if (text.length < width) this.line.space(width - text.length)
  }

  member(name: string, value: Json): void {
    this.line.space(this.gap)
    this.gap = 1
    const shown = this.names.get(name) ?? this.names.set(name, this.nameOf(name))
    this.line.putPair(shown, plain, shown.secret ? secretValue : valueText(value))
  }

  private nameOf(name: string): MemberName {
    const shown = `${this.mask.hide(bareOrQuoted(name))}=`
    const { style, text, cells, painted } = pieceOf(this.theme.name, shown, textCells(shown))
    return { style, text, cells, painted, secret: secretMembers.has(name) }
  }

  /** A member, where it says something: not where it is absent, null or empty. */
  optional(name: string, value: Json | undefined): void {
    if (value !== undefined && value !== null && value !== '') this.member(name, value)
  }

  /** All members of `object` but those that are told already, as far as they can be seen. */
  members(object: JsonObject, shown?: ReadonlySet<string>): void {
    for (const name of Object.keys(object)) {
      if (this.line.full) return
      if (!shown?.has(name)) this.member(name, object[name]!)
    }
  }
}
