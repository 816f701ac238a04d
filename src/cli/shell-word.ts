import { safeText } from '../base/safe-text.ts'

/** Matches a word that needs no quotes. A leading `=` does, because zsh replaces `=ls` by a path. */
const bare = /^(?!=)[\w@%+=:,./-]+$/
/** Characters with a meaning in a printf format, in its quotes, or, for `!`, in bash's history expansion. */
const special = /['\\%!\t]/

/**
 * Quotes a word for a POSIX shell. The result is one line and safe to show: a word with control or other invisible
 * characters becomes `"$(printf '…')"` with octal escapes, since not every `sh` knows `$'…'`. Only a word that ends with
 * a newline becomes `$'…'`, because a substitution drops newlines at the end.
 */
export function shellWord(word: string): string {
  if (bare.test(word)) return word
  if (safeText(word) === word && !word.includes('\t')) return `'${word.replaceAll("'", `'\\''`)}'`
  const escaped = Array.from(word, character =>
    special.test(character) || safeText(character) !== character ? octal(character) : character,
  ).join('')
  return word.endsWith('\n') ? `$'${escaped}'` : `"$(printf '${escaped}')"`
}

/** Matches a word that needs no quotes in cmd.exe and PowerShell. */
const bareOnWindows = /^[\w:\\./+=-]+$/

/**
 * Quotes a word for cmd.exe and PowerShell: in double quotes, the only ones that both know. Where the two disagree (`"`,
 * `%`, `$`, backtick), it is right for cmd.exe. Control characters are shown as escapes.
 */
export function windowsWord(word: string): string {
  if (bareOnWindows.test(word)) return word
  // A program reads \" as a quote, and backslashes directly before a quote as escaped.
  const escaped = safeText(word).replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => {
    return slashes + slashes + (quote && '\\"')
  })
  return `"${escaped}"`
}

/** Returns a command to paste into a shell of `platform`, a value of `process.platform`. */
export function commandLine(words: readonly string[], platform: string): string {
  return words.map(platform === 'win32' ? windowsWord : shellWord).join(' ')
}

/** Returns the UTF-8 bytes as octal escapes: `\302\233`. */
function octal(character: string): string {
  return Array.from(Buffer.from(character), byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
