import type { Attribute, Field } from '../datapoints/attribute.ts'
import { type Decoded, trailingOf } from '../datapoints/decode-payload.ts'
import type { Envelope } from '../datapoints/frames.ts'
import type { Flag } from '../datapoints/protocol.ts'
import type { Reading } from '../datapoints/reading.ts'

/** Formats a frame as the object of `decode --json`, without a newline. */
export function payloadJson(decoded: Decoded): string {
  const { frame, definition, action, layout, readings, asked = [], flags } = decoded
  return objectOf({
    product_key: definition?.productKey ?? null,
    action: action ?? null,
    layout: layout ?? null,
    envelope: frame.envelope ? envelopeOf(frame.envelope) : null,
    // `fromEntries` also defines an attribute named `__proto__`.
    values: Object.fromEntries(
      readings.flatMap(({ field, value }) => (value === null ? [] : [[field.attribute.name, value]])),
    ),
    attributes: [...readings.map(readingOf), ...asked.map(attribute => attributeOf(attribute))],
    trailing: trailingOf(decoded).toString('hex'),
    flags,
  })
}

/** Returns the object for text that is neither hex nor base64. */
export function unreadableJson(): string {
  return objectOf({
    product_key: null,
    action: null,
    layout: null,
    envelope: null,
    values: {},
    attributes: [],
    trailing: '',
    flags: ['not_hex_or_base64'],
  })
}

interface PayloadObject {
  product_key: string | null
  action: number | null
  layout: Decoded['layout'] | null
  envelope: object | null
  values: object
  attributes: readonly object[]
  trailing: string
  flags: readonly Flag[]
}

function objectOf(object: PayloadObject): string {
  return JSON.stringify(object)
}

function envelopeOf({ command, flag, serial, deviceId, declared, actual }: Envelope): object {
  return {
    command: command.toString(16).padStart(4, '0'),
    flag,
    // JSON leaves out what is undefined.
    serial,
    device_id: deviceId,
    declared,
    actual,
  }
}

function readingOf({ field, value, raw, flags }: Reading): object {
  return attributeOf(field.attribute, field, value, raw, flags)
}

/** @param field undefined if the payload only asks for the attribute */
function attributeOf(
  { name, displayName, len, unit }: Attribute,
  field?: Field,
  value: Reading['value'] = null,
  raw: Reading['raw'] = null,
  flags: readonly Flag[] = [],
): object {
  return {
    name,
    display_name: displayName,
    value,
    raw,
    byte_offset: field?.byteOffset ?? null,
    bit_offset: field?.bitOffset ?? null,
    len,
    unit,
    flags,
  }
}
