import type { Decoded } from '../datapoints/decode-payload.ts'
import type { StatusChanges, ValueChange } from '../event/event-history.ts'
import type { JsonObject } from '../wire/exact-json.ts'
import { deviceMemory } from './device-memory.ts'

/** Bytes of memory of the object and its buffer, roughly. */
const ownWeight = 300

/** The last decoded payload of a device, as the bytes of its values. */
export class LastFrame {
  private readonly fields: Decoded['fields']
  private readonly bytes: Buffer

  /** @param frame whole */
  constructor({ fields, frame, valuesAt }: Decoded) {
    this.fields = fields
    this.bytes = deviceMemory(fields.size)
    frame.bytes.copy(this.bytes, 0, valuesAt)
  }

  /** Bytes of memory, roughly. */
  get weight(): number {
    return ownWeight + this.bytes.length
  }

  get values(): JsonObject {
    const values = {}
    this.fields.setValues(values, this.bytes, 0)
    return values
  }

  /**
   * Compares a payload with the one before, and keeps it. Only what changed is decoded. Returns undefined, having done
   * nothing, if they do not have the same fields.
   *
   * @param frame whole
   */
  update({ fields, frame, valuesAt }: Decoded): StatusChanges | undefined {
    if (fields !== this.fields) return undefined
    const { bytes: kept } = this
    const { bytes } = frame
    const changes: ValueChange[] = []
    for (const reader of fields.readers) {
      if (reader.isSame(kept, 0, bytes, valuesAt)) continue
      const before = reader.value(kept, 0)
      const now = reader.value(bytes, valuesAt)
      // Two numbers of an enum may have the same text, and the bits of a group are not all of the field.
      if (now !== before) changes.push({ name: reader.name, before, now, at: -1 })
    }
    for (let i = 0; i < kept.length; i++) kept[i] = bytes[valuesAt + i]!
    return { values: changes, unchanged: fields.readers.length - changes.length }
  }
}
