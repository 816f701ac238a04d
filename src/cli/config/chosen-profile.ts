import { Failure } from '../../base/failure.ts'
import { excerpt } from '../../base/safe-text.ts'
import { say } from '../../language/say.ts'
import { exposedWarning } from '../secret-file.ts'
import { type TailFlags, tailOptions } from '../tail-options.ts'
import { ConfigFile } from './config-file.ts'
import { configPlace, type SystemInfo } from './config-place.ts'
import type { Profile } from './profile.ts'

/** The profile of a run. */
interface ChosenProfile {
  readonly profile: Profile
  /** That it is used, if nobody has typed its name. */
  readonly note: string | undefined
  readonly warnings: readonly string[]
}

const variable = tailOptions.profile.env

/**
 * Returns the profile of a run: the one that is typed, that of `GIZWITS_PROFILE`, or the default of the config file, which
 * the demo does not need; undefined if there is none.
 *
 * @throws Failure `usage` if it is named and does not exist, or if something is wrong with it
 */
export async function chosenProfile(
  { profile: typed, demo }: TailFlags,
  system: SystemInfo,
): Promise<ChosenProfile | undefined> {
  const named = typed ?? (system.env[variable] || undefined)
  if (named === undefined && demo) return undefined
  const place = configPlace(system)
  const given = typed === undefined ? variable : '--profile'
  const file = await ConfigFile.read(place)
  if (!file) {
    if (named === undefined) return undefined
    const values = { given, path: excerpt(place.path) }
    throw new Failure('usage', say('{given}: there is no config file {path}', values), {
      hint: say('To make one: gizwits-tail config init'),
    })
  }
  const name = named ?? file.default
  if (name === undefined) return undefined
  const profile = file.profile(name, given)
  const { path, exposed } = file.document
  const shown = excerpt(name)
  const note =
    named === undefined
      ? say('profile {name}, the default in {path}', { name: shown, path: excerpt(path) })
      : say('profile {name}, by {variable}', { name: shown, variable })
  return {
    profile,
    note: typed === undefined ? note : undefined,
    warnings: exposed ? [exposedWarning(path)] : [],
  }
}
