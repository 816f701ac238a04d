type Role = 'status_writable' | 'status_readonly' | 'alert' | 'fault'

/** The type of an attribute, and its size. */
interface Shape {
  readonly data_type: 'bool' | 'enum' | 'uint8' | 'uint16' | 'uint32' | 'binary'
  readonly enum?: string[]
  readonly uint_spec?: {
    readonly min: number
    readonly max: number
    readonly ratio: number
    readonly addition: number
  }
  readonly unit: 'bit' | 'byte'
  /** In units. */
  readonly len: number
}

/** An attribute that has no position yet. */
interface Draft extends Shape {
  readonly name: string
  readonly display_name: string
  readonly type: Role
}

interface Position extends Pick<Shape, 'unit' | 'len'> {
  readonly byte_offset: number
  readonly bit_offset: number
}

interface AttributeJson extends Omit<Draft, 'unit' | 'len'> {
  readonly id: number
  readonly desc: string
  readonly position: Position
}

/** A product definition in the format of the vendor's open API. */
export interface DefinitionJson {
  readonly name: string
  readonly product_key: string
  readonly packetVersion: string
  readonly protocolType: 'standard'
  readonly entities: {
    readonly id: number
    readonly name: string
    readonly attrs: AttributeJson[]
  }[]
}

/** Makes a definition of the fixed layout. The ids follow the order of the list. */
export function madeUpDefinition(
  productKey: string,
  name: string,
  attributes: readonly Draft[],
): DefinitionJson {
  const positions = positionsOf(attributes)
  const attrs = attributes.map((draft, id) => {
    const { unit, len, ...rest } = draft
    return { id, ...rest, desc: '', position: positions.get(draft)! }
  })
  return {
    name,
    product_key: productKey,
    packetVersion: '0x00000004',
    protocolType: 'standard',
    entities: [{ id: 0, name: 'entity0', attrs }],
  }
}

/** Lays attributes out as the vendor does: role by role, first a group of those in bits, then those of whole bytes. */
function positionsOf(attributes: readonly Draft[]): ReadonlyMap<Draft, Position> {
  const positions = new Map<Draft, Position>()
  let byte = 0
  for (const role of ['status_writable', 'status_readonly', 'alert', 'fault'] as const) {
    const ofRole = attributes.filter(({ type }) => type === role)
    let bit = 0
    for (const draft of ofRole) {
      const { unit, len } = draft
      if (unit === 'byte') continue
      positions.set(draft, { byte_offset: byte, bit_offset: bit, len, unit })
      bit += len
    }
    byte += Math.ceil(bit / 8)
    for (const draft of ofRole) {
      const { unit, len } = draft
      if (unit === 'bit') continue
      positions.set(draft, { byte_offset: byte, bit_offset: 0, len, unit })
      byte += len
    }
  }
  return positions
}

export function writable(name: string, title: string, shape: Shape): Draft {
  return { name, display_name: title, type: 'status_writable', ...shape }
}

export function readonly(name: string, title: string, shape: Shape): Draft {
  return { name, display_name: title, type: 'status_readonly', ...shape }
}

export function alert(name: string, title: string): Draft {
  return { name, display_name: title, type: 'alert', ...bool }
}

export function fault(name: string, title: string): Draft {
  return { name, display_name: title, type: 'fault', ...bool }
}

export const bool: Shape = { data_type: 'bool', unit: 'bit', len: 1 }

export function choice(...texts: string[]): Shape {
  return { data_type: 'enum', enum: texts, unit: 'bit', len: Math.ceil(Math.log2(texts.length)) }
}

/** @param max the highest raw value; the lowest is 0 */
export function uint(bits: 8 | 16 | 32, max: number, ratio = 1, addition = 0): Shape {
  const spec = { min: 0, max, ratio, addition }
  return { data_type: `uint${bits}`, uint_spec: spec, unit: 'byte', len: bits / 8 }
}

export function binary(len: number): Shape {
  return { data_type: 'binary', unit: 'byte', len }
}
