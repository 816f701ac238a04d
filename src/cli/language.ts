import { speak } from '../language/say.ts'
import type { chinese } from './chinese/chinese.ts'
import type { CommandName } from './commands.ts'
import type { LanguageName } from './lang-option.ts'

/** The texts of the tables that help shows, which are not messages. */
let texts: typeof chinese | undefined

/** From now on, help and messages are in this language. Its texts are loaded only if it is not English. */
export async function useLanguage(name: LanguageName): Promise<void> {
  texts = name === 'zh' ? (await import('./chinese/chinese.ts')).chinese : undefined
  speak(texts?.messages)
}

/** Returns what a new config file has. */
export function configText(english: string): string {
  return texts?.configTemplate ?? english
}

/** Returns what an option of a command means, without the marks that the text has for the README. */
export function optionText(command: CommandName | 'tail', key: string, english: string): string {
  return shown(texts?.options[command], key, english)
}

/** Returns the description of an entry of a table that help shows. */
export function tableText(
  table: keyof (typeof chinese)['tables'],
  key: string | number,
  english: string,
): string {
  return shown(texts?.tables[table], key, english)
}

function shown(
  table: Readonly<Record<string, string>> | undefined,
  key: string | number,
  english: string,
): string {
  return table?.[key]?.replaceAll('`', '') ?? english
}
