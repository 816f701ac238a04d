import { say } from '../language/say.ts'
import { DefinitionError } from './definition-error.ts'
import { limits } from './definition-limits.ts'
import type { CheckedAttribute, CheckedDefinition } from './definition-schema.ts'

/** An attribute and its place in the definition. */
export interface Listed {
  readonly checked: CheckedAttribute
  /** Such as `entities[0].attrs[3]`. */
  readonly member: string
  /** A unique name: the second `Temp` is `Temp_2`. */
  readonly name: string
}

/**
 * Returns the attributes of all entities, sorted by id. If entities share ids, they are sorted one after the other.
 *
 * @throws DefinitionError if there are too many attributes, or some ids are missing or repeated
 */
export function listAttributes(entities: CheckedDefinition['entities']): Listed[] {
  const lists = entities.map(({ attrs }, e) =>
    (attrs ?? []).map((checked, a) => ({ checked, member: `entities[${e}].attrs[${a}]` })),
  )
  const all = lists.flat()
  if (all.length > limits.attributes)
    throw new DefinitionError(
      'entities',
      say('has {n} attributes, and may have {most}', { n: all.length, most: limits.attributes }),
    )
  const shared = new Set(all.map(({ checked }) => checked.id)).size < all.length
  const ordered = shared ? lists.flatMap(byId) : byId(all)
  const names = distinctNames(ordered.map(({ checked }) => checked.name))
  return ordered.map((one, i) => ({ ...one, name: names[i]! }))
}

type Unnamed = Omit<Listed, 'name'>

/** Sorts by id; if no attribute has an id, keeps the order of the list. */
function byId(list: readonly Unnamed[]): readonly Unnamed[] {
  if (list.every(({ checked }) => checked.id == null)) return list
  const seen = new Map<number, string>()
  for (const { checked, member } of list) {
    const { id } = checked
    if (id == null) throw new DefinitionError(`${member}.id`, say('is missing'))
    const other = seen.get(id)
    if (other !== undefined)
      throw new DefinitionError(`${member}.id`, say('is {id}, and so is that of {other}', { id, other }))
    seen.set(id, member)
  }
  return list.toSorted((a, b) => a.checked.id! - b.checked.id!)
}

function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names)
  const counts = new Map<string, number>()
  return names.map(name => {
    let count = (counts.get(name) ?? 0) + 1
    let own = name
    if (count > 1) {
      while (taken.has(`${name}_${count}`)) count++
      own = `${name}_${count}`
      taken.add(own)
    }
    counts.set(name, count)
    return own
  })
}
