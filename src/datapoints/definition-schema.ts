import * as v from 'valibot'
import { excerpt } from '../base/safe-text.ts'
import { listText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { DefinitionError } from './definition-error.ts'
import { limits } from './definition-limits.ts'

/**
 * A number, or a string that holds one.
 *
 * @param demand says what it must be
 */
function number(demand: () => string, allowed: (value: number) => boolean) {
  const isNumber = (value: unknown) =>
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(value))
  return v.pipe(
    v.custom<number | string>(isNumber, demand),
    v.transform(Number),
    v.check(value => Number.isFinite(value) && allowed(value), demand),
  )
}

function whole(min: number, max: number) {
  return number(
    () => say('must be a whole number from {min} to {max}', { min, max }),
    value => Number.isInteger(value) && value >= min && value <= max,
  )
}

const mustBeOneOf = (words: readonly string[]) => () =>
  say('must be one of {words}', { words: listText(words) })

/** Texts are said when they are needed: the language is not known when this file is loaded. */
const must = {
  beString: () => say('must be a string'),
  beObject: () => say('must be an object'),
  beList: () => say('must be a list'),
  beNumber: () => say('must be a number'),
  haveName: () => say('must have 1 to {n} characters', { n: limits.name }),
}

function oneOf<const Words extends readonly string[]>(words: Words) {
  return v.picklist(words, mustBeOneOf(words))
}

const optionalOffset = v.nullish(whole(0, limits.offset))

const common = {
  id: v.nullish(whole(0, 65_535)),
  name: v.pipe(
    v.string(must.beString),
    v.check(name => name !== '' && name.length <= limits.name, must.haveName),
  ),
  display_name: v.optional(v.unknown()),
  type: oneOf(['status_writable', 'status_readonly', 'alert', 'fault']),
  /** May be null or lack offsets if the layout is variable. */
  position: v.nullish(
    v.object(
      {
        byte_offset: optionalOffset,
        bit_offset: v.nullish(whole(0, limits.bitOffset)),
        len: v.nullish(whole(1, limits.len)),
        unit: v.nullish(oneOf(['bit', 'byte'])),
      },
      must.beObject,
    ),
  ),
}

const texts = v.pipe(
  v.array(
    v.pipe(
      v.custom<string | number | boolean>(
        text => ['string', 'number', 'boolean'].includes(typeof text),
        must.beString,
      ),
      v.transform(String),
    ),
    () => say('must be a list of strings'),
  ),
  v.maxLength(limits.texts, () => say('must have at most {n} entries', { n: limits.texts })),
)

// A ratio of 0 would give all raw values the same value.
const ratio = number(
  () => say('must be a number other than 0'),
  value => Math.abs(value) >= 1e-9 && Math.abs(value) <= 1e9,
)
const addition = number(must.beNumber, value => Math.abs(value) <= 1e12)
const limit = number(must.beNumber, () => true)

const uint = {
  ...common,
  uint_spec: v.nullish(
    v.object(
      {
        ratio: v.nullish(ratio),
        addition: v.nullish(addition),
        min: v.nullish(limit),
        max: v.nullish(limit),
      },
      must.beObject,
    ),
  ),
}

const attribute = v.variant(
  'data_type',
  [
    v.object({ ...common, data_type: v.literal('bool') }),
    v.object({ ...common, data_type: v.literal('enum'), enum: v.nullish(texts) }),
    v.object({ ...uint, data_type: v.literal('uint8') }),
    v.object({ ...uint, data_type: v.literal('uint16') }),
    v.object({ ...uint, data_type: v.literal('uint32') }),
    v.object({ ...common, data_type: v.literal('binary') }),
  ],
  ({ expected }) =>
    expected === 'Object'
      ? must.beObject()
      : mustBeOneOf(['bool', 'enum', 'uint8', 'uint16', 'uint32', 'binary'])(),
)

/**
 * A product definition as the vendor's open API returns it. Only the members that decoding needs are checked; real
 * definitions have more. Members with an obvious default are optional, and numbers may be strings.
 */
export const definitionSchema = v.object(
  {
    product_key: v.pipe(
      v.string(must.beString),
      v.check(key => key !== '' && key.length <= limits.name, must.haveName),
    ),
    name: v.optional(v.unknown()),
    packetVersion: v.optional(v.unknown()),
    protocolType: v.optional(v.unknown()),
    entities: v.array(
      v.object({ attrs: v.nullish(v.array(attribute, must.beList)) }, must.beObject),
      must.beList,
    ),
  },
  () => say('must be a product definition: one JSON object'),
)

/** A definition that has passed the schema. */
export type CheckedDefinition = v.InferOutput<typeof definitionSchema>
export type CheckedAttribute = v.InferOutput<typeof attribute>

/**
 * Validates a parsed definition.
 *
 * @throws DefinitionError for the first invalid member
 */
export function checkDefinition(json: unknown): CheckedDefinition {
  const result = v.safeParse(definitionSchema, json, { abortEarly: true, abortPipeEarly: true })
  if (result.success) return result.output
  const [{ path, input, message }] = result.issues
  const keys = path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)) ?? []
  throw new DefinitionError(
    keys.join('').replace(/^\./, ''),
    input === undefined
      ? say('is missing')
      : say('is {given}, and {must}', { given: given(input), must: message }),
  )
}

function given(value: unknown): string {
  if (typeof value !== 'object' || value === null) return excerpt(JSON.stringify(value), 40)
  return Array.isArray(value) ? say('a list') : say('an object')
}
