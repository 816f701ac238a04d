import fc from 'fast-check'
import type { AttributeJson, DefinitionJson } from './definitions.ts'

/** An attribute without a position. */
export type Draft = Pick<AttributeJson, 'type' | 'data_type'> & {
  len: number
  texts: number
  spec: NonNullable<AttributeJson['uint_spec']> | null
}

const bytes: Record<string, number> = { uint8: 1, uint16: 2, uint32: 4 }

const anyDraft: fc.Arbitrary<Draft> = fc.record({
  type: fc.constantFrom('status_writable', 'status_readonly', 'alert', 'fault'),
  data_type: fc.constantFrom('bool', 'bool', 'enum', 'enum', 'uint8', 'uint16', 'uint32', 'binary'),
  len: fc.integer({ min: 1, max: 12 }),
  texts: fc.integer({ min: 0, max: 20 }),
  spec: fc.option(
    fc.record({
      ratio: fc.constantFrom(1, 0.1, 0.01, 0.5, 2, 10, '0.1', '0.25', -1),
      addition: fc.constantFrom(0, -5, -2000, 10, 0.5, '-0.05'),
    }),
  ),
})

/** A definition with the positions of the fixed layout, its attributes in any order. */
export const anyDefinition: fc.Arbitrary<DefinitionJson> = fc
  .array(anyDraft, { minLength: 1, maxLength: 40 })
  .chain(drafts => {
    const attrs = placed(drafts)
    return fc.shuffledSubarray(attrs, { minLength: attrs.length }).map(attrs => ({
      product_key: 'b1f0c3d2e4b5968778695a4b3c2d1e03',
      protocolType: 'standard',
      entities: [{ attrs }],
    }))
  })

/** As the vendor lays attributes out: of each type first the bits, as one group, then the bytes. */
export function placed(drafts: readonly Draft[]): AttributeJson[] {
  const attrs: AttributeJson[] = []
  let at = 0
  for (const type of ['status_writable', 'status_readonly', 'alert', 'fault']) {
    let bit = 0
    for (const draft of drafts.filter(one => one.type === type && isBits(one))) {
      const len = draft.data_type === 'bool' ? 1 : draft.len
      attrs.push(attributeOf(draft, attrs.length, { byte_offset: at, bit_offset: bit, len, unit: 'bit' }))
      bit += len
    }
    at += Math.ceil(bit / 8)
    for (const draft of drafts.filter(one => one.type === type && !isBits(one))) {
      const len = bytes[draft.data_type] ?? draft.len
      attrs.push(attributeOf(draft, attrs.length, { byte_offset: at, bit_offset: 0, len, unit: 'byte' }))
      at += len
    }
  }
  return attrs
}

function isBits({ data_type }: Draft): boolean {
  return data_type === 'bool' || data_type === 'enum'
}

function attributeOf(draft: Draft, id: number, position: AttributeJson['position']): AttributeJson {
  const { type, data_type, texts, spec } = draft
  const more =
    data_type === 'enum'
      ? { enum: Array.from({ length: texts }, (_, i) => `text ${i}`) }
      : data_type in bytes
        ? { uint_spec: spec }
        : {}
  return { id, name: `A${id}`, type, data_type, position, ...more }
}
