import { excerpt } from '../../base/safe-text.ts'
import { say } from '../../language/say.ts'
import { productOptions } from '../login-config.ts'
import type { ProductOption, SecretSource } from '../product-option.ts'
import { contradictions } from '../tail-config.ts'
import type { TailFlags } from '../tail-options.ts'
import type { ConfigFault } from './config-document.ts'
import type { KeyPath } from './locate-key.ts'
import type { Profile } from './profile.ts'
import { commandKey, memberName, productsKey, profileMembers, rowMembers } from './profile-keys.ts'
import { readMembers } from './read-members.ts'
import { isTable } from './toml-value.ts'

/** A profile, as far as it is right. */
interface ReadProfile {
  readonly profile: Profile
  readonly faults: readonly ConfigFault[]
}

/** @param value what the file has under the profile's name */
export function readProfile(name: string, value: unknown): ReadProfile {
  const at = ['profiles', name]
  const faults: ConfigFault[] = []
  if (!isTable(value)) {
    const what = say('a profile must be a table: {form}', { form: `[profiles.${excerpt(name)}]` })
    return {
      profile: { name, flags: {}, secretCommand: undefined },
      faults: [{ path: at, part: 'value', what }],
    }
  }
  const { values, command } = readMembers(value, at, profileMembers, [productsKey], faults)
  const flags: TailFlags = { ...values }
  const rows = readRows(value[productsKey], name, [...at, productsKey], faults)
  if (rows.length > 0) flags.product = [...(flags.product ?? []), ...rows]
  faults.push(...contradictionsIn(flags, key => [...at, nameIn(value, key)]))
  if (command && flags.secretFile !== undefined)
    faults.push(contradiction([...at, commandKey], 'secret-file', commandKey))
  const secretCommand = command && {
    name: say('{key} of profile {profile}', { key: commandKey, profile: excerpt(name) }),
    command,
  }
  return { profile: { name, flags, secretCommand }, faults }
}

function readRows(value: unknown, profile: string, at: KeyPath, faults: ConfigFault[]): ProductOption[] {
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every(isTable)) {
    const what = say('{name} must be a list of tables: {form}', {
      name: productsKey,
      form: `[[profiles.${excerpt(profile)}.${productsKey}]]`,
    })
    faults.push({ path: at, part: 'value', what })
    return []
  }
  return value.map((row, i) => {
    const path = [...at, i]
    const { values, command } = readMembers(row, path, rowMembers, [], faults)
    for (const name of ['product_key', 'auth_id'])
      if (!Object.hasOwn(row, name))
        faults.push({ path, part: 'key', what: say('this product has no {name}', { name }) })
    const { productKey = '', authId = '', subkey, secret, events } = values as RowValues
    const nameOf = (key: string) =>
      say('{key} of product {product} in profile {profile}', {
        key,
        product: excerpt(productKey),
        profile: excerpt(profile),
      })
    return {
      productKey,
      authId,
      subkey,
      secret: secretOf(nameOf, secret, command),
      events: events?.flat(),
    }
  })
}

interface RowValues {
  readonly productKey?: string
  readonly authId?: string
  readonly subkey?: string
  readonly secret?: string
  readonly events?: readonly (readonly string[])[]
}

function secretOf(
  nameOf: (key: string) => string,
  text: string | undefined,
  command: readonly string[] | undefined,
): SecretSource | undefined {
  if (command) return { name: nameOf(commandKey), command }
  return text === undefined ? undefined : { name: nameOf('secret'), text }
}

/** The options of a profile that contradict each other. */
function contradictionsIn(
  flags: TailFlags,
  pathOf: (key: keyof TailFlags & string) => KeyPath,
): ConfigFault[] {
  const faults = contradictions
    .filter(([one, other, fine]) => {
      const both = flags[one] !== undefined && flags[other] !== undefined
      return both && (fine === undefined || flags[one] !== fine)
    })
    .map(([one, other]) => contradiction(pathOf(other), memberName(one), memberName(other)))
  const stray = flags.dialect === 'noti1' ? productOptions.find(key => flags[key] !== undefined) : undefined
  if (!stray) return faults
  return [...faults, { path: pathOf(stray), part: 'key', what: say('this is for SNoti 2.x, not for noti1') }]
}

function contradiction(path: KeyPath, one: string, other: string): ConfigFault {
  return {
    path,
    part: 'key',
    what: say('{one} and {other} contradict each other; give one of them', { one, other }),
  }
}

/** Returns the name that an option has in the profile: products need not be given by `product`. */
function nameIn(table: object, key: keyof TailFlags & string): string {
  const name = memberName(key)
  return key === 'product' && !Object.hasOwn(table, name) ? productsKey : name
}
