import type { SystemInfo } from '../config/config-place.ts'
import { profileNames } from '../config/profile-names.ts'
import { useLanguage } from '../language.ts'
import { localeLanguage } from '../locale-language.ts'
import { complete } from './complete.ts'
import { type ShellName, shells } from './shells.ts'

/** Like `answerShell`, with descriptions in the language of the locale. */
export async function answerInLanguage(
  args: readonly string[],
  input: () => string,
  system: SystemInfo,
): Promise<string> {
  await useLanguage(localeLanguage(system.env))
  return answerShell(args, input, system)
}

/**
 * Returns what `__complete` prints; nothing if the shell is unknown.
 *
 * @param args the name of the shell; in a shell that does not use stdin, also the fields
 * @param input reads all of stdin: fields, each followed by a NUL
 */
export function answerShell(
  [shell = '', ...args]: readonly string[],
  input: () => string,
  system: SystemInfo,
): string {
  if (!Object.hasOwn(shells, shell)) return ''
  const fields = args.length > 0 ? args : input().split('\0').slice(0, -1)
  const lines = shells[shell as ShellName].answer(fields, (before, typed) =>
    complete(before, typed, () => profileNames(system)),
  )
  return lines.map(line => `${line}\n`).join('')
}
