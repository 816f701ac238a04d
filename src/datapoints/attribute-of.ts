import { say } from '../language/say.ts'
import type { Attribute, Unit } from './attribute.ts'
import { DefinitionError } from './definition-error.ts'
import type { CheckedAttribute } from './definition-schema.ts'
import type { Listed } from './list-attributes.ts'
import { Scale } from './scale.ts'

/** The size of each integer type in bytes. */
const bytes = { uint8: 1, uint16: 2, uint32: 4 } as const
/** The longest field of bits. */
const maxBits = 32

/**
 * Compiles an attribute that has passed the schema. A missing unit or length follows from the type.
 *
 * @throws DefinitionError if the length or unit contradicts the type
 */
export function attributeOf({ checked, member, name }: Listed): Attribute {
  const { display_name: display, data_type: type } = checked
  const texts = checked.data_type === 'enum' ? (checked.enum ?? []) : []
  const spec = 'uint_spec' in checked ? checked.uint_spec : undefined
  const unit = checked.position?.unit ?? (type === 'bool' || type === 'enum' ? 'bit' : 'byte')
  const len = checked.position?.len ?? defaultLength(checked, unit)
  const fault = faultOf(type, unit, len)
  if (fault) throw new DefinitionError(`${member}.position.${fault[0]}`, fault[1])
  return {
    name,
    displayName: typeof display === 'string' && display !== '' ? display : checked.name,
    role: checked.type,
    type,
    unit,
    len: len!,
    texts,
    scale: new Scale(spec?.ratio ?? 1, spec?.addition ?? 0),
    allowed: { min: spec?.min ?? undefined, max: spec?.max ?? undefined },
  }
}

function defaultLength(checked: CheckedAttribute, unit: Unit): number | undefined {
  switch (checked.data_type) {
    case 'bool':
      return 1
    case 'enum':
      return unit === 'byte' ? 1 : Math.max(1, Math.ceil(Math.log2(checked.enum?.length ?? 0)))
    case 'binary':
      return undefined
    default:
      return bytes[checked.data_type] * (unit === 'byte' ? 1 : 8)
  }
}

/** Returns the member of the position that is wrong, and what is wrong with it. */
function faultOf(
  type: CheckedAttribute['data_type'],
  unit: Unit,
  len: number | undefined,
): [string, string] | undefined {
  if (len === undefined) return ['len', say('is missing')]
  if (type === 'binary')
    return unit === 'byte' ? undefined : ['unit', mustBe('"bit"', forType('"byte"', type))]
  if (unit === 'bit')
    return len <= maxBits
      ? undefined
      : ['len', mustBe(len, say('{least} to {most} bits', { least: 1, most: maxBits }))]
  if (type === 'bool' || type === 'enum')
    return len <= 4 ? undefined : ['len', mustBe(len, forType(say('1 to 4 bytes'), type))]
  return len === bytes[type] ? undefined : ['len', mustBe(len, forType(bytes[type], type))]
}

function mustBe(given: string | number, must: string): string {
  return say('is {given}, and must be {must}', { given, must })
}

function forType(what: string | number, type: string): string {
  return say('{what} for {type}', { what, type })
}
