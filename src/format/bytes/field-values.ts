import type { Value } from '../../datapoints/attribute.ts'
import type { Decoded } from '../../datapoints/decode-payload.ts'
import type { ValueChange } from '../../event/event-history.ts'
import type { Style } from '../style.ts'
import type { Label } from '../suffix.ts'
import type { ByteLine } from './byte-line.ts'
import { type KnownField, KnownFields, type KnownPart } from './known-fields.ts'

/** The parts of a suffix that fields need. */
interface Labelling {
  /** Called for fields of the product whose payload is put. */
  labelOf(name: string): Label
  /** Leaves the cells before a label. */
  leaveGap(label: Label): void
  /** Puts a label and any value. */
  putValue(label: Label, value: Value, style: Style): void
}

/** Puts the values of decoded payloads, of which most were put before. */
export class FieldValues {
  private readonly line: ByteLine
  private readonly labelling: Labelling
  private readonly known: KnownFields

  constructor(line: ByteLine, labelling: Labelling) {
    this.line = line
    this.labelling = labelling
    this.known = new KnownFields(labelling.labelOf)
  }

  /**
   * Puts all values of a payload, of which there is at least one. Returns the gap of the last one.
   *
   * @param changes of some of them, in their order, which are put in the style `changed`
   */
  put(decoded: Decoded, usual: Style, changes: readonly ValueChange[], changed: Style): number {
    const { known, labelling } = this
    const { names, valuesAt } = decoded
    const { bytes } = decoded.frame
    known.begin(decoded.fields)
    const unchangedFields = known.of(usual)
    const changedFields = changes.length > 0 ? known.of(changed) : unchangedFields
    labelling.leaveGap(unchangedFields[0]!.label)
    let at = 0
    for (let i = 0; i < changes.length; i++) {
      const place = names.indexOf(changes[i]!.name, at)
      if (place < 0) break
      this.putFields(unchangedFields, at, place, bytes, valuesAt)
      this.putFields(changedFields, place, place + 1, bytes, valuesAt)
      at = place + 1
    }
    this.putFields(unchangedFields, at, names.length, bytes, valuesAt)
    return unchangedFields[names.length - 1]!.label.gap
  }

  /** Puts the fields from number `from` up to, not including, `to`. */
  private putFields(
    fields: readonly KnownField[],
    from: number,
    to: number,
    bytes: Buffer,
    valuesAt: number,
  ): void {
    const { line } = this
    const { store } = this.known
    for (let i = from; i < to; ) {
      const { alone, together, reader } = fields[i]!
      const part = i + together.count <= to ? together : alone
      const { byteAt, most } = part
      const raw =
        byteAt >= 0
          ? (bytes[valuesAt + byteAt]! >> part.shift) & part.mask
          : most > 0
            ? reader.number(bytes, valuesAt)
            : 0
      const place = raw < most ? store.placeIn(part.table, raw) : 0
      if (place > 0) line.putCopy(store.view, store.bytesAt(place), store.sizeAt(place))
      else if (raw < most) this.putNew(fields.slice(i, i + part.count), part, raw, bytes, valuesAt)
      else this.putField(fields[i]!, bytes, valuesAt)
      i += part.count
    }
  }

  /** Puts the fields of a part, and remembers how. */
  private putNew(
    fields: readonly KnownField[],
    { table }: KnownPart,
    raw: number,
    bytes: Buffer,
    valuesAt: number,
  ): void {
    const { store } = this.known
    const put = this.line.bytesPutBy(() => {
      for (const field of fields) this.putField(field, bytes, valuesAt)
    })
    store.setPlace(table, raw, store.add(put))
  }

  private putField(field: KnownField, bytes: Buffer, valuesAt: number): void {
    const { line } = this
    const { reader } = field
    if (!field.isPlain) {
      line.space(field.gap)
      this.labelling.putValue(field.label, reader.value(bytes, valuesAt), field.style)
      return
    }
    line.putWords(field.before)
    const { length } = line
    if (reader.isNumber) line.putNumber(reader.value(bytes, valuesAt) as number)
    else line.putHex(bytes, valuesAt + reader.start, valuesAt + reader.end)
    line.hideSince(length, () => String(reader.value(bytes, valuesAt)))
    line.putWords(field.after)
  }
}
