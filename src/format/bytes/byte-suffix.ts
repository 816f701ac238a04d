import { type Words, wordsOf } from '../../base/words.ts'
import { Decoded } from '../../datapoints/decode-payload.ts'
import type { PayloadChange, ValueChange } from '../../event/event-history.ts'
import { changeText, differenceOf } from '../change-text.ts'
import { changedHex, putChangedHex } from '../changed-hex.ts'
import type { LineGlyphs } from '../event-styles.ts'
import type { NamedValues } from '../status-changes.ts'
import { plain, type Style } from '../style.ts'
import { Suffix } from '../suffix.ts'
import type { TextMask } from '../text-mask.ts'
import type { Theme } from '../theme.ts'
import type { ByteLine } from './byte-line.ts'
import { ByteValues } from './byte-values.ts'
import { FieldValues } from './field-values.ts'
import type { MemberName } from './member-name.ts'
import { asAscii, asHex, hasText, type PayloadNotation } from './payload-notations.ts'

/** The styles of values, by their number in `MemberName.before`. */
export const valueStyles = (theme: Theme) => [plain, theme.dim, theme.changed]
export const asUsual = 0
export const asUnchanged = 1
export const asChanged = 2

/** Words and members as they were put once. */
export interface Phrase {
  readonly words: Words
  /** The cells to leave before a member that follows. */
  readonly gap: number
}

/** A suffix that takes members as they are in a line, too. */
export class ByteSuffix extends Suffix {
  private readonly bytes: ByteLine
  private readonly values: ByteValues
  private readonly fields: FieldValues
  private readonly closings: readonly Words[]

  constructor(line: ByteLine, theme: Theme, mask: TextMask) {
    super(line, theme, mask)
    this.bytes = line
    this.values = new ByteValues(line, mask)
    this.fields = new FieldValues(line, {
      labelOf: name => this.labelOf(name),
      leaveGap: label => this.leaveGap(label),
      putValue: (label, value, style) => this.value(label, value, style),
    })
    this.closings = valueStyles(theme).map(({ close }) => wordsOf(Buffer.from(close)))
  }

  override hex(bytes: Buffer): void {
    this.payload(bytes, asHex)
  }

  override ascii(bytes: Buffer): void {
    if (hasText(bytes)) this.payload(bytes, asAscii)
  }

  override changedHex(change: PayloadChange, glyphs: LineGlyphs): void {
    const { bytes } = this
    bytes.space(this.gap && 2)
    bytes.leaveSpaces(0)
    this.gap = 2
    const { length } = bytes
    putChangedHex(change, glyphs, bytes)
    bytes.hideSince(length, () => changedHex(change, glyphs))
  }

  override named(
    values: NamedValues,
    usual: Style,
    changes: readonly ValueChange[],
    changed: Style | undefined,
  ): void {
    if (!(values instanceof Decoded && changed)) super.named(values, usual, changes, changed)
    else this.gap = this.fields.put(values, usual, changes, changed)
  }

  override change(change: ValueChange, arrow: string): void {
    const { name, before, now } = change
    const label = this.labelOf(name)
    if (typeof before !== 'number' || typeof now !== 'number' || label.secret) {
      super.change(change, arrow)
      return
    }
    const { bytes, theme } = this
    this.leaveGap(label)
    bytes.putName(label, theme.changed)
    const { length } = bytes
    bytes.putNumber(before)
    bytes.putText(arrow)
    bytes.putNumber(now)
    const difference = differenceOf(before, now)
    if (difference !== undefined) {
      bytes.putText(difference > 0 ? ' (+' : ' (')
      bytes.putNumber(difference)
      bytes.putText(')')
    }
    bytes.hideSince(length, () => changeText(before, now, arrow, String))
    bytes.putText(theme.changed.close)
  }

  private payload(bytes: Buffer, notation: PayloadNotation): void {
    if (bytes.length === 0) return
    if (this.gap > 0) this.bytes.space(2)
    this.gap = 2
    this.bytes.putPayload(bytes, notation)
  }

  /** Puts the text `source[from, to)`, which is no empty string, without its name. */
  wordToken(source: Buffer, from: number, to: number): void {
    const { bytes } = this
    bytes.space(this.gap && 2)
    this.gap = 2
    bytes.leaveSpaces(0)
    this.values.putWord(source, from, to)
  }

  /** Returns what `put` puts, but does not put it. */
  phraseOf(put: () => void): Phrase {
    const { gap } = this
    this.gap = 0
    const words = this.bytes.recorded(put)
    const phrase = { words, gap: this.gap }
    this.gap = gap
    return phrase
  }

  /** Puts a phrase, two spaces apart from what has been put. */
  phrase({ words, gap }: Phrase): void {
    if (words.size === 0) return
    this.bytes.space(this.gap && 2)
    this.gap = gap
    this.bytes.putWords(words)
  }

  /** Puts a member, whose value is `source[from, to)`. */
  token(name: MemberName, style: number, source: Buffer, view: DataView, from: number, to: number): void {
    const { bytes } = this
    if (this.gap > 0) bytes.space(this.gap)
    this.gap = 1
    bytes.putSpaced(name.before[style]!)
    this.values.put(name.isSecret, source, view, from, to)
    const closing = this.closings[style]!
    if (closing.size > 0) bytes.putWords(closing)
  }
}
