import { RecentMap } from '../base/recent-map.ts'
import { textCells } from '../base/text-width.ts'
import type { PayloadChange, ValueChange } from '../event/event-history.ts'
import { secretMembers, secretValue } from '../event/secret-members.ts'
import { isObject, type Json, type JsonObject } from '../wire/exact-json.ts'
import { changeText } from './change-text.ts'
import { changedHex } from './changed-hex.ts'
import type { LineGlyphs } from './event-styles.ts'
import { hexGroups } from './hex-groups.ts'
import type { LineBuilder } from './line.ts'
import { quotedAscii } from './quoted-ascii.ts'
import type { NamedValues } from './status-changes.ts'
import { type Piece, paint, plain, type Style } from './style.ts'
import type { TextMask } from './text-mask.ts'
import type { Theme } from './theme.ts'
import { bareOrQuoted, valueText } from './value-text.ts'

/** A name as it is shown before its value. */
export interface Label extends Piece {
  /** Whether the member's value must not be shown. */
  readonly secret: boolean
  /** The style of an alert or fault that is raised, whatever else the value is put in. */
  readonly loud?: Style | undefined
  /** The cells between it and other members; more than one if it has a space. */
  readonly gap: number
}

/** The labels of the attributes of a product, by their names. */
export type Labels = ReadonlyMap<string, Label>

/** What follows the columns of a line: words, two spaces apart, and `name=value` pairs, one space apart. */
export class Suffix {
  readonly theme: Theme
  private readonly line: LineBuilder
  private readonly mask: TextMask
  /** The labels of what is put from now on; a member without one is shown by its name. */
  labels: Labels | undefined
  /** Cached, since all events of a device have the same few names. */
  private readonly names = new RecentMap<string, Label>(10_000)
  protected gap = 0

  constructor(line: LineBuilder, theme: Theme, mask: TextMask) {
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

  /** Puts bytes as hex, as many as there is room for. */
  hex(bytes: Buffer): void {
    this.word(plain, hexGroups(bytes, this.room))
  }

  /** Puts bytes as ASCII, if there is text among them. */
  ascii(bytes: Buffer): void {
    this.word(plain, quotedAscii(bytes, this.room))
  }

  /** Puts which bytes of a payload changed. */
  changedHex(change: PayloadChange, glyphs: LineGlyphs): void {
    this.word(plain, changedHex(change, glyphs))
  }

  /** What follows stands two spaces apart from what has been put. */
  apart(): void {
    if (this.gap > 0) this.gap = 2
  }

  member(name: string, value: Json, style = plain): void {
    const label = this.labelOf(name)
    this.leaveGap(label)
    this.value(label, value, style)
  }

  /**
   * Puts values, until the line is full.
   *
   * @param changes of some of them, in their order
   * @param changed the style of these; undefined if they are not to be put
   */
  named(
    values: NamedValues,
    usual: Style,
    changes: readonly ValueChange[],
    changed: Style | undefined,
  ): void {
    const { names } = values
    let next = 0
    for (let i = 0; i < names.length && !this.line.full; i++) {
      const name = names[i]!
      const isChanged = changes[next]?.name === name
      if (isChanged) next++
      const style = isChanged ? changed : usual
      if (style) this.member(name, values.valueAt(i), style)
    }
  }

  /** Puts how a value changed. */
  change({ name, before, now }: ValueChange, arrow: string): void {
    const text = changeText(before, now, arrow, cut => this.mask.hide(cut))
    const label = this.labelOf(name)
    this.leaveGap(label)
    this.line.putPair(label, this.theme.changed, label.secret ? secretValue : text)
  }

  /** Puts a label and its value. A raised alert or fault has a style of its own. */
  protected value(label: Label, value: Json, style: Style): void {
    const { loud, secret } = label
    const isRaised = loud && value !== 0 && value !== false
    this.line.putPair(label, isRaised ? loud : style, secret ? secretValue : valueText(value))
  }

  protected leaveGap({ gap }: Label): void {
    this.line.space(this.gap && Math.max(this.gap, gap))
    this.gap = gap
  }

  /** Returns how a name is shown. */
  labelOf(name: string): Label {
    return this.labels?.get(name) ?? this.names.get(name) ?? this.names.set(name, this.nameOf(name))
  }

  private nameOf(name: string): Label {
    const rest = { secret: secretMembers.has(name), loud: undefined, gap: 1 }
    return createLabel(this.theme.name, bareOrQuoted(name), this.mask, rest)
  }

  /** Puts a member unless it is absent, null or empty. */
  optional(name: string, value: Json | undefined): void {
    if (value !== undefined && value !== null && value !== '') this.member(name, value)
  }

  /** Puts the members of `data`, or `data` itself if it has none. */
  data(data: Json | undefined): void {
    if (data === undefined) this.word(this.theme.dim, 'no data')
    else if (!isObject(data) || this.members(data) === 0) this.member('data', data)
  }

  /**
   * Puts the members of `object` until the line is full. Returns how many it has.
   *
   * @param shown the members to leave out
   */
  members(object: JsonObject, shown?: ReadonlySet<string>): number {
    const names = Object.keys(object)
    for (const name of names) {
      if (this.line.full) break
      if (!shown?.has(name)) this.member(name, object[name]!)
    }
    return names.length
  }
}

/**
 * Creates all labels, so that they have one shape, which V8 handles faster.
 *
 * @param name safe, but for the secret
 */
export function createLabel(
  style: Style,
  name: string,
  mask: TextMask,
  { secret, loud, gap }: Omit<Label, keyof Piece>,
): Label {
  const text = `${mask.hide(name)}=`
  return { style, text, cells: textCells(text), painted: paint(style, text), secret, loud, gap }
}
