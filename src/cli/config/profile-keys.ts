import { InvalidArgumentError } from 'commander'
import { say } from '../../language/say.ts'
import { text } from '../argument.ts'
import { longName } from '../flag-words.ts'
import type { OptionSpec, OptionTable } from '../option-table.ts'
import { eventNameList, isProductId, subkeyName } from '../product-option.ts'
import { type TailFlags, tailOptions } from '../tail-options.ts'

/** The members of a profile, or of a row of its products, by their names in the file. */
export type Members = ReadonlyMap<string, { readonly key: string; readonly spec: OptionSpec }>

const { profile: _, ...options } = tailOptions

/** Any option of the tail by its long name without dashes, except for the name of a profile. */
export const profileMembers = membersOf(options)

/** A product of a profile. Unlike `--product`, it can have a secret and events of its own. */
const rowTable = {
  productKey: { flags: 'product_key', group: 'Login:', about: 'key of the product', parse: identifier },
  authId: { flags: 'auth_id', group: 'Login:', about: 'auth id of the product', parse: identifier },
  secret: { flags: 'secret', group: 'Login:', about: 'its auth secret', secret: true, parse: text },
  subkey: { flags: 'subkey', group: 'Login:', about: 'queue to read', parse: subkeyName },
  events: {
    flags: 'events',
    group: 'Login:',
    about: 'events to ask for',
    repeat: true,
    list: true,
    parse: eventNameList,
  },
} as const satisfies OptionTable

export const rowMembers = membersOf(rowTable)

/** What profiles have that is no option: the products, and for a secret the command that prints it. */
export const productsKey = 'products'
export const commandKey = 'secret_command'

/** Keys at the top of the file. */
export const rootKeys = ['default', 'profiles'] as const

/** Returns the name in the file of an option. */
export function memberName(key: keyof TailFlags & string): string {
  return longName(tailOptions[key].flags).slice(2)
}

/** Whether what follows the key in a line of the file may be shown in messages. */
export function isHarmlessKey(name: string): boolean {
  if (name === 'default' || name === commandKey) return true
  const member = profileMembers.get(name) ?? rowMembers.get(name)
  return member !== undefined && !member.spec.secret
}

function membersOf(table: OptionTable): Members {
  return new Map(
    Object.entries(table).map(([key, spec]) => [longName(spec.flags).replace(/^--/, ''), { key, spec }]),
  )
}

/** A product key or an auth id. */
function identifier(given: string): string {
  if (isProductId(given)) return given
  throw new InvalidArgumentError(say('It must have visible ASCII characters only, and no colon.'))
}
