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

/** Needs no quotes in cmd.exe and none in PowerShell. */
const bareOnWindows = /^[\w:\\./+=-]+$/

/**
 * `word` as cmd.exe and PowerShell both pass it on: in double quotes, the only ones that both know. Where the two
 * disagree (`"`, `%`, `$`, a backtick), it is as cmd.exe reads it, and control characters are shown escaped.
 */
export function windowsWord(word: string): string {
  if (bareOnWindows.test(word)) return word
  // A program reads \" as a quote, and then the backslashes in front of it as escaped ones.
  const escaped = safeText(word).replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => {
    return slashes + slashes + (quote && '\\"')
  })
  return `"${escaped}"`
}

/** A command, ready to be pasted into the shells of `platform`, a value of `process.platform`. */
export function commandLine(words: readonly string[], platform: string): string {
  return words.map(platform === 'win32' ? windowsWord : shellWord).join(' ')
}

/** `\302\233`, its UTF-8 bytes. */
function octal(character: string): string {
  return Array.from(Buffer.from(character), byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
