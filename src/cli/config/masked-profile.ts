import { safeText } from '../../base/safe-text.ts'
import { isHarmlessKey, productsKey } from './profile-keys.ts'
import { isTable, type TomlTable } from './toml-value.ts'

/** What stands for a secret. */
const mask = '***'

/** Returns a profile as TOML, without its secrets: values of unknown keys are masked, too, since a key may be misspelled. */
export async function maskedProfile(name: string, profile: unknown): Promise<string> {
  const { stringify } = await import('smol-toml')
  const masked = isTable(profile) ? maskedTable(profile) : mask
  return `${safeLines(stringify({ profiles: { [name]: masked } }))}\n`
}

function maskedTable(table: TomlTable): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table).map(([key, value]) => {
      if (key === productsKey && Array.isArray(value))
        return [key, value.map(row => (isTable(row) ? maskedTable(row) : mask))]
      return [key, isHarmlessKey(key) ? withoutPassword(value) : mask]
    }),
  )
}

/** Masks the password in a URL. */
function withoutPassword(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/(:\/\/[^/@:]*:)[^/@]*@/, `$1${mask}@`) : value
}

function safeLines(text: string): string {
  return text.trimEnd().split('\n').map(safeText).join('\n')
}
