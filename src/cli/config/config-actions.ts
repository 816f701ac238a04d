import type { Text } from '../../language/say.ts'

/** What `config` can do. */
export const configActions = {
  init: { about: 'write a config file with comments that only you can read; an existing one stays' },
  list: { about: 'the profiles, one per line; * marks the default' },
  show: { about: 'the profile NAME, or the one that would be used; secrets are masked' },
  check: { about: 'report everything that is wrong in the file; exit code 2 if there is anything' },
  path: { about: 'where the file is' },
} as const satisfies Readonly<Record<string, { readonly about: Text }>>

export type ConfigAction = keyof typeof configActions
