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
  return filled(chosen?.[text] ?? text, values)
}

/**
 * Returns a text in the language of the process, as `say` does. For texts whose types say less, since the library has
 * them: `satisfies Text` checks each where it is written.
 */
export function sayText(text: string): string {
  return chosen?.[text as Text] ?? text
}

/** Returns what a library says: in the language of the process if it is one of `known`, or else as it is. */
export function sayKnown(known: readonly Text[], text: string): string {
  const found = known.find(one => one === text)
  return found === undefined ? text : say(found)
}

/** What `say` is in English, for texts that may go to programs as well. */
export const sayInEnglish: typeof say = (text, ...[values]) => filled(text, values)

/** Puts the values in. One that begins or ends in Latin letters is set off from Chinese characters by a space. */
function filled(text: string, values: Readonly<Record<string, string | number>> | undefined): string {
  if (values === undefined) return text
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string, at: number) => {
    const value = String(values[name])
    const before = isChinese(text[at - 1]) && isLatin(value[0]) ? ' ' : ''
    const after = isChinese(text[at + placeholder.length]) && isLatin(value.at(-1)) ? ' ' : ''
    return before + value + after
  })
}

function isChinese(character = ''): boolean {
  return /[\u4e00-\u9fff]/.test(character)
}

function isLatin(character = ''): boolean {
  return /[!-~]/.test(character)
}
