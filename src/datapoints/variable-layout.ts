import type { Attribute, Field } from './attribute.ts'

/**
 * Creates the layout of the attributes that are present: first one group of all attributes in bits, from the lowest bit up,
 * then the attributes of whole bytes.
 *
 * @param present in the order of their ids
 */
export function variableLayout(present: readonly Attribute[]): Field[] {
  const bits = present.reduce((sum, { unit, len }) => sum + (unit === 'bit' ? len : 0), 0)
  const group = Math.ceil(bits / 8)
  let bitOffset = 0
  let byteOffset = group
  return present.map(attribute => {
    const { unit, len } = attribute
    if (unit === 'bit') {
      bitOffset += len
      return { attribute, byteOffset: 0, bitOffset: bitOffset - len, width: group }
    }
    byteOffset += len
    return { attribute, byteOffset: byteOffset - len, bitOffset: 0, width: len }
  })
}
