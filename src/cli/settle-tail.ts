import { say } from '../language/say.ts'
import { chosenProfile } from './config/chosen-profile.ts'
import type { SystemInfo } from './config/config-place.ts'
import { type Profile, profileLayer } from './config/profile.ts'
import { environmentLayer, type Layer, type Settled, settle, typedLayer } from './environment.ts'
import { runDependences } from './run-config.ts'
import { contradictions, dependences } from './tail-config.ts'
import { type TailFlags, tailOptions } from './tail-options.ts'

/** The options of a tail from the command line, the environment and a profile; the first is the strongest. */
export interface SettledTail extends Settled<TailFlags> {
  /** What prints the secret, if a profile says so and nothing stronger does. */
  readonly secretCommand?: Profile['secretCommand']
  /** That a profile is used, if nobody has typed its name. */
  readonly note?: string | undefined
  readonly warnings?: readonly string[]
}

/**
 * Reads the environment and the profile, if there is one, when the tail is about to run.
 *
 * @throws Failure `usage`
 */
export async function settleTail(typed: TailFlags, system: SystemInfo): Promise<SettledTail> {
  const chosen = await chosenProfile(typed, system)
  const environment = environmentFor(typed, chosen?.profile.flags ?? {}, system.env)
  const layers = [typedLayer(tailOptions, typed), environment]
  const stronger = join(layers)
  if (!chosen) return stronger
  const { note, warnings } = chosen
  const profile = isAnotherLogin(stronger.flags, chosen.profile.flags)
    ? withoutSecrets(chosen.profile)
    : chosen.profile
  const weakest = profileLayer(profile)
  const { flags, nameOf } = join([...layers, weakest])
  const idle = Object.keys(flags).filter(key => !Object.hasOwn(stronger.flags, key) && isIdle(key, flags))
  const hasSecret = flags.secret !== undefined || flags.secretFile !== undefined
  return {
    flags: omit(flags, idle),
    nameOf,
    secretCommand: hasSecret ? undefined : profile.secretCommand,
    note,
    warnings: [...warnings, ...overridden(environment, stronger, weakest)],
  }
}

function join(layers: readonly Layer[]): Settled<TailFlags> {
  return settle(tailOptions, contradictions, layers)
}

/** The credentials of an enterprise that are in the environment do not decide against a login by product. */
function environmentFor(typed: TailFlags, profile: TailFlags, env: SystemInfo['env']): Layer {
  const layer = environmentLayer(tailOptions, env)
  const dialect = typed.dialect ?? (typed.product ? 'snoti2' : typed.id !== undefined ? 'noti1' : undefined)
  const byProduct = (dialect ?? profile.dialect ?? (profile.product && 'snoti2')) === 'snoti2'
  return byProduct ? { ...layer, keys: layer.keys.filter(key => key !== 'id' && key !== 'secret') } : layer
}

/** Whether the profile's login is replaced, so that its secret belongs to nobody who logs in. */
function isAnotherLogin(stronger: TailFlags, { id, product }: TailFlags): boolean {
  if (id === undefined && product === undefined) return false
  return stronger.product !== undefined || (stronger.id !== undefined && stronger.id !== id)
}

function withoutSecrets(profile: Profile): Profile {
  const flags = omit(profile.flags, ['secret', 'secretFile'])
  return { ...profile, flags, secretCommand: undefined }
}

function omit(flags: TailFlags, keys: readonly string[]): TailFlags {
  return Object.fromEntries(Object.entries(flags).filter(([key]) => !keys.includes(key)))
}

/** Options that do nothing without others. Those of a profile are then ignored: it may be used in several ways. */
const needs: Partial<Record<string, (flags: TailFlags) => boolean>> = {
  ...Object.fromEntries(
    [...runDependences, ...dependences].map(([key, needed]) => [
      key,
      (flags: TailFlags) => flags[needed] !== undefined,
    ]),
  ),
  enrich: ({ json, exec }) => json === true || exec !== undefined,
  fields: ({ output }) => output === 'tsv' || output === 'csv',
  diff: isToStdout,
  wrap: isToStdout,
  time: isToStdout,
}

function isIdle(key: string, flags: TailFlags): boolean {
  return needs[key]?.(flags) === false
}

function isToStdout({ exec, json, output, template }: TailFlags): boolean {
  return exec === undefined || json === true || output !== undefined || template !== undefined
}

/** Warnings of variables that win over a profile, which is easily overlooked. */
function overridden(environment: Layer, { flags, nameOf }: Settled<TailFlags>, profile: Layer): string[] {
  const keys = environment.keys as readonly (keyof TailFlags & string)[]
  return keys
    .filter(key => nameOf(key) === environment.nameOf(key) && profile.keys.includes(key))
    .filter(key => flags[key] !== profile.valueOf(key))
    .map(key =>
      say('{name} is set, and wins over {other}', { name: nameOf(key), other: profile.nameOf(key) }),
    )
}
