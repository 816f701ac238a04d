import { excerpt } from '../../base/safe-text.ts'
import { say } from '../../language/say.ts'
import type { Layer } from '../environment.ts'
import type { SecretSource } from '../product-option.ts'
import type { TailFlags } from '../tail-options.ts'
import { memberName } from './profile-keys.ts'

/** A named set of options, from the config file. */
export interface Profile {
  readonly name: string
  /** The options, parsed. `product` has the products, too. */
  readonly flags: TailFlags
  /** What prints the secret; undefined if there is no such command. */
  readonly secretCommand: Extract<SecretSource, { command: unknown }> | undefined
}

/** The options of a profile, as the weakest source of options. */
export function profileLayer({ name, flags }: Profile): Layer {
  return {
    keys: Object.keys(flags),
    valueOf: key => flags[key as keyof TailFlags],
    nameOf: key =>
      say('{key} of profile {profile}', { key: memberName(key as keyof TailFlags), profile: excerpt(name) }),
  }
}
