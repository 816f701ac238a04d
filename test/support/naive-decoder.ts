import type { AttributeJson, DefinitionJson } from './definitions.ts'

interface Naive {
  values: Record<string, number | string>
  trailing: string
  flags: Set<string>
}

/**
 * A second implementation, straight from the rules: bytes are a text of binary digits. Only payloads that carry values;
 * definitions are taken as they are.
 */
export function decodeNaively(definition: DefinitionJson, payload: Buffer): Naive {
  const attributes = definition.entities.flatMap(({ attrs }) => attrs).sort((a, b) => a.id - b.id)
  const digits = [...payload].map(byte => byte.toString(2).padStart(8, '0')).join('')
  const found: Naive = { values: {}, trailing: '', flags: new Set() }
  const action = payload[0]!
  if (action === 0x03 || action === 0x04) readFixed(found, attributes, attributes, digits.slice(8))
  else if (action === 0x01) {
    const writable = attributes.filter(({ type }) => type === 'status_writable')
    const [set, rest] = readFlags(found, writable, digits.slice(8))
    if (rest !== undefined) readFixed(found, set, writable, rest)
  } else {
    const [present, rest] = readFlags(found, attributes, digits.slice(8))
    if (rest !== undefined) readVariable(found, present, rest)
  }
  return found
}

/** Those that are flagged, and the digits behind the flags; undefined where the flags are cut. */
function readFlags(
  found: Naive,
  all: AttributeJson[],
  digits: string,
): [AttributeJson[], string | undefined] {
  const size = Math.ceil(all.length / 8) * 8
  if (digits.length < size) {
    found.flags.add('truncated')
    return [[], undefined]
  }
  const flags = [...digits.slice(0, size)].reverse()
  if (flags.slice(all.length).includes('1')) found.flags.add('unknown_attribute_bits')
  return [all.filter((_, i) => flags[i] === '1'), digits.slice(size)]
}

function readFixed(found: Naive, read: AttributeJson[], laidOut: AttributeJson[], digits: string): void {
  const groupOf = ({ position }: AttributeJson) => {
    const others = laidOut
      .map(other => other.position!)
      .filter(other => other.unit === 'bit' && other.byte_offset === position!.byte_offset)
    return Math.ceil(Math.max(...others.map(({ bit_offset, len }) => bit_offset + len)) / 8)
  }
  const bytesOf = (one: AttributeJson) => (one.position!.unit === 'bit' ? groupOf(one) : one.position!.len)
  for (const one of read) {
    const from = one.position!.byte_offset * 8
    const part = digits.slice(from, from + bytesOf(one) * 8)
    put(found, one, part.length === bytesOf(one) * 8 ? part : undefined, one.position!.bit_offset)
  }
  const ends = laidOut.map(one => one.position!.byte_offset + bytesOf(one))
  finish(found, digits, Math.max(0, ...ends) * 8)
}

function readVariable(found: Naive, present: AttributeJson[], digits: string): void {
  const bits = present.filter(({ data_type }) => data_type === 'bool' || data_type === 'enum')
  const sum = bits.reduce((sum, { position }) => sum + position!.len, 0)
  let at = Math.ceil(sum / 8) * 8
  const group = digits.length < at ? undefined : digits.slice(0, at)
  let offset = 0
  for (const one of bits) {
    put(found, one, group, offset)
    offset += one.position!.len
  }
  for (const one of present.filter(one => !bits.includes(one))) {
    const part = digits.slice(at, at + one.position!.len * 8)
    put(found, one, part.length === one.position!.len * 8 ? part : undefined, 0)
    at += one.position!.len * 8
  }
  finish(found, digits, at)
}

/** @param digits of the attribute, or of its group, in which `offset` counts from the right */
function put(found: Naive, one: AttributeJson, digits: string | undefined, offset: number): void {
  if (digits === undefined) return
  const { name, data_type, enum: texts, uint_spec: spec, position } = one
  if (data_type === 'binary') {
    found.values[name] = digits.replace(/.{4}/g, nibble => Number.parseInt(nibble, 2).toString(16))
    return
  }
  const end = digits.length - offset
  const field = position!.unit === 'bit' ? digits.slice(end - position!.len, end) : digits
  const raw = Number(BigInt(`0b${field}`))
  if (data_type === 'enum') {
    if (raw >= texts!.length) found.flags.add('enum_out_of_range')
    found.values[name] = texts![raw] ?? raw
  } else if (data_type === 'bool') found.values[name] = raw
  else {
    const { ratio, addition } = spec ?? { ratio: 1, addition: 0 }
    const decimals = Math.max(...[ratio, addition].map(one => String(one).split('.')[1]?.length ?? 0))
    found.values[name] = Number((raw * Number(ratio) + Number(addition)).toFixed(decimals)) || 0
  }
}

function finish(found: Naive, digits: string, size: number): void {
  if (digits.length < size) found.flags.add('truncated')
  if (digits.length <= size) return
  found.flags.add('trailing_bytes')
  found.trailing = digits.slice(size).replace(/.{4}/g, nibble => Number.parseInt(nibble, 2).toString(16))
}
