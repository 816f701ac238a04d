import { existsSync, readFileSync } from 'node:fs'
import { type Decoded, decodePayload } from '../../src/datapoints/decode-payload.ts'
import type { Definition } from '../../src/datapoints/definition.ts'
import { readDefinition } from '../../src/datapoints/read-definition.ts'

const fixtures = new URL('../fixtures/', import.meta.url)

export function readFixture(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8')
}

/** A made-up definition of the fixtures. */
export function definitionJson(name: string): DefinitionJson {
  return JSON.parse(readFixture(`definitions/${name}`))
}

export function definitionOf(name: string): Definition {
  return readDefinition(definitionJson(name))
}

/** As far as tests look at it. */
export interface DefinitionJson {
  product_key: string
  protocolType?: string
  packetVersion?: unknown
  entities: { attrs: AttributeJson[] }[]
}

export interface AttributeJson {
  id: number
  name: string
  type: string
  data_type: string
  enum?: string[]
  uint_spec?: { ratio: number | string; addition: number | string } | null
  position: { byte_offset: number; bit_offset: number; len: number; unit: string } | null
}

/** Decodes a payload that is one frame, given as hex. */
export function decodeHex(hex: string, definition?: Definition): Decoded {
  const [decoded, ...more] = decodePayload(Buffer.from(hex.replaceAll(' ', ''), 'hex'), definition)
  if (more.length > 0) throw new Error(`${hex} is ${more.length + 1} frames`)
  return decoded!
}

export function valuesOf({ readings }: Decoded): Record<string, number | string> {
  return Object.fromEntries(
    readings.flatMap(({ field, value }) => (value === null ? [] : [[field.attribute.name, value]])),
  )
}

/** A folder of definitions and vectors that lies beside a clone; undefined where there is none. */
export function sharedFolder(): URL | undefined {
  const folder = new URL('../../../shared/datapoints/', import.meta.url)
  return existsSync(folder) ? folder : undefined
}
