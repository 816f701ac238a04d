import { safeText } from '../base/safe-text.ts'

/** Needs no quotes; a `=` in front is left out, since zsh replaces `=ls` by a path. */
const bare = /^(?!=)[\w@%+=:,./-]+$/
/** Characters with a meaning in a format of printf, in its quotes, or, for `!`, in bash's history. */
const special = /['\\%!\t]/

/**
 * `word` as a POSIX shell reads it back. It is one line and safe to show: a word that holds control or other
 * invisible characters becomes `"$(printf '…')"` with those as octal escapes, which `sh` understands where it does
 * not know `$'…'`. Only a word that ends in a newline is written as `$'…'`, since a substitution drops newlines at the end.
 */
export function shellWord(word: string): string {
  if (bare.test(word)) return word
  if (safeText(word) === word && !word.includes('\t')) return `'${word.replaceAll("'", `'\\''`)}'`
  const escaped = Array.from(word, character =>
    special.test(character) || safeText(character) !== character ? octal(character) : character,
  ).join('')
  return word.endsWith('\n') ? `$'${escaped}'` : `"$(printf '${escaped}')"`
}

/** A command, ready to be pasted into a POSIX shell. */
export function commandLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}

/** `\302\233`, its UTF-8 bytes. */
function octal(character: string): string {
  return Array.from(Buffer.from(character), byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
