import type { chineseMessages } from './chinese/messages.ts'
import type { ValuesOf } from './text.ts'

/** The texts that people read, in English, as the code has them. The compiler reports one that has no translation. */
type Message = keyof typeof chineseMessages

/** The texts that are complete as they are: those without a name in braces. */
export type Text = Exclude<Message, `${string}{${string}}${string}`>

/** What each text is in another language. */
type Messages = Readonly<Record<Message, string>>

/** Undefined: English. It belongs to the process, as a locale does, and is chosen before anything is said. */
let chosen: Messages | undefined

/** From now on, `say` returns texts of a language. @param messages undefined for English */
export function speak(messages: Messages | undefined): void {
  chosen = messages
}

/**
 * Returns a text in the language of the process, with values in place of the names in braces.
 *
 * Call it when the text is shown: what a module says while it is loaded is always English.
 */
export function say<T extends Message>(text: T, ...[values]: ValuesOf<T>): string {
  const said: string = chosen?.[text] ?? text
  if (values === undefined) return said
  const byName: Readonly<Record<string, string | number>> = values
  return said.replace(/\{(\w+)\}/g, (_, name: string) => String(byName[name]))
}
