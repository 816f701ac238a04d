import { closest } from '../base/closest.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { flagWords } from './flag-words.ts'
import type { OptionTable } from './option-table.ts'
import { otherToolsOptions } from './other-tools-options.ts'
import type { UnknownOption } from './scan-args.ts'
import { tailOptions } from './tail-options.ts'

/**
 * Returns the failure for a word that is not an option of the command. Repeats only the name of the option: a secret may
 * follow a mistyped name.
 *
 * @param table the options of the command
 */
export async function unknownOption(
  { word, name }: UnknownOption,
  command: string,
  table: OptionTable,
): Promise<Failure> {
  const names = namesOf(table)
  if (names.includes(name))
    return new Failure('usage', say("option '{name}' takes no value", { name }), {
      hint: say('It is on if it is given, and off otherwise.'),
    })
  const shown = word.startsWith(`${name}=`) ? `${name}=…` : name
  const hint = (await adviceOn(word, name, command, names)) ?? say('All options: --help')
  return new Failure('usage', say("unknown option '{shown}'", { shown: excerpt(shown) }), { hint })
}

async function adviceOn(
  word: string,
  typed: string,
  command: string,
  names: readonly string[],
): Promise<string | undefined> {
  // `-jsno` is more likely a long option than a cluster of short ones.
  const long = `--${word.replace(/^-+|=.*$/gs, '')}`
  if (names.includes(long)) return say('Did you mean {near}?', { near: long })
  if (namesOf(tailOptions).includes(typed))
    return say('It is an option of the tail, not of {command}', { command })
  if (command === 'tail' && Object.hasOwn(otherToolsOptions, typed)) return say(otherToolsOptions[typed]!)
  for (const [other, options] of Object.entries(await optionsOfOthers()))
    if (namesOf(options).includes(typed))
      return say('It is an option of {other}: gizwits-tail {other} --help', { other })
  const abbreviated = names.filter(name => typed.length > 3 && name.startsWith(typed))
  const near = abbreviated.length === 1 ? abbreviated[0] : closest(long, names)
  return near === undefined ? undefined : say('Did you mean {near}?', { near })
}

async function optionsOfOthers(): Promise<Record<string, OptionTable>> {
  const { simulateOptions } = await import('./simulate-options.ts')
  const { decodeOptions } = await import('./decode-options.ts')
  const { ownReplayOptions } = await import('./replay-options.ts')
  const { ownDoctorOptions } = await import('./doctor/doctor-options.ts')
  return {
    doctor: ownDoctorOptions,
    replay: ownReplayOptions,
    simulate: simulateOptions,
    decode: decodeOptions,
  }
}

function namesOf(table: OptionTable): string[] {
  return Object.values(table).flatMap(({ flags }) => flagWords(flags).names)
}
