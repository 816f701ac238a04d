import { say } from '../language/say.ts'
import type { Attribute } from './attribute.ts'
import { attributeOf } from './attribute-of.ts'
import { DefinitionError } from './definition-error.ts'
import { limits } from './definition-limits.ts'
import type { CheckedDefinition } from './definition-schema.ts'
import { type FixedLayout, fixedLayout, overlap, type Placed, sizeOf } from './fixed-layout.ts'
import { type Listed, listAttributes } from './list-attributes.ts'
import { MarkedFields } from './marked-fields.ts'
import { ValueFields } from './value-fields.ts'
import { variableLayout } from './variable-layout.ts'

/** The data points of a product, and their layout in payloads. */
export interface Definition {
  readonly productKey: string
  /** For display, not escaped yet; may be empty. */
  readonly name: string
  readonly packetVersion: number
  /** In the order of their ids, which is also the order of flags in payloads. */
  readonly attributes: readonly Attribute[]
  /** Undefined if the product only uses the variable layout. */
  readonly fixed: FixedLayout | undefined
  /** What reads the attribute flags of payloads in the variable layout. */
  readonly present: MarkedFields<Attribute>
  /** What is suspicious in the definition. */
  readonly warnings: readonly string[]
}

/**
 * Compiles a definition whose members are what they must be.
 *
 * @throws DefinitionError naming a member that contradicts others
 */
export function compileDefinition(checked: CheckedDefinition): Definition {
  const listed = listAttributes(checked.entities)
  const attributes = listed.map(attributeOf)
  refuseTooLarge(attributes)
  const { fixed, clash } = layoutOf(checked, listed, attributes)
  const renamed = listed.find(({ name, checked }) => name !== checked.name)
  return {
    productKey: checked.product_key,
    name: typeof checked.name === 'string' ? checked.name : '',
    packetVersion: versionOf(checked.packetVersion),
    attributes,
    fixed,
    present: new MarkedFields(attributes, presentFields),
    warnings: [
      ...(renamed
        ? [
            say('{member} occurs before; it is shown as {name}', {
              member: `${renamed.member}.name`,
              name: renamed.name,
            }),
          ]
        : []),
      ...(clash ? [clash] : []),
    ],
  }
}

function presentFields(present: readonly Attribute[]): ValueFields {
  const fields = variableLayout(present)
  return new ValueFields(fields, sizeOf(fields))
}

function refuseTooLarge(attributes: readonly Attribute[]): void {
  const size = attributes.reduce((sum, { unit, len }) => sum + (unit === 'bit' ? len / 8 : len), 0)
  if (size <= limits.size) return
  throw new DefinitionError(
    'entities',
    say('has attributes of {size} bytes in all, and may have {most}', {
      size: Math.ceil(size),
      most: limits.size,
    }),
  )
}

/**
 * Returns the fixed layout, unless the definition declares `var_len`, or declares nothing and lacks usable positions. If it
 * declares `standard`, positions are used even if they overlap; the first overlap is reported.
 */
function layoutOf(
  { protocolType }: CheckedDefinition,
  listed: readonly Listed[],
  attributes: readonly Attribute[],
): { fixed: FixedLayout | undefined; clash?: string } {
  if (protocolType === 'var_len') return { fixed: undefined }
  const declared = protocolType === 'standard'
  const placed: Placed[] = []
  for (const [i, { checked, member }] of listed.entries()) {
    const attribute = attributes[i]!
    const { byte_offset: byteOffset, bit_offset: bitOffset } = checked.position ?? {}
    const missing =
      byteOffset == null ? 'byte_offset' : attribute.unit === 'bit' && bitOffset == null ? 'bit_offset' : ''
    if (missing === '') placed.push({ attribute, byteOffset: byteOffset!, bitOffset: bitOffset ?? 0 })
    else if (declared) throw new DefinitionError(`${member}.position.${missing}`, say('is missing'))
    else return { fixed: undefined }
  }
  const fixed = fixedLayout(placed)
  const clash = overlap(fixed)
  if (clash === undefined) return { fixed }
  if (!declared) return { fixed: undefined }
  const [one, other] = clash.map(attribute => listed[attributes.indexOf(attribute)]!) as [Listed, Listed]
  return {
    fixed,
    clash: say('{member}: {name} overlaps {other}', {
      member: `${other.member}.position`,
      name: other.name,
      other: one.name,
    }),
  }
}

/** Reads `0x00000004`, 4 or `4`; 0 if there is no version. */
function versionOf(version: unknown): number {
  const number = typeof version === 'string' || typeof version === 'number' ? Number(version) : 0
  return Number.isFinite(number) ? number : 0
}
