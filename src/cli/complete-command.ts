import { complete } from './completion/complete.ts'

/**
 * Answers a completion script: a line per candidate, the word, a tab and what it means, then `:files` where a
 * file's name may stand, else `:`.
 *
 * @param words the words before the one that is typed, and that one after a `=`
 */
export function completionAnswer(words: readonly string[]): string {
  const typed = words.at(-1)?.replace(/^=/, '') ?? ''
  const { candidates, files } = complete(words.slice(0, -1), typed)
  const lines = candidates.map(({ word, about }) => `${word}\t${about}\n`)
  return `${lines.join('')}:${files ? 'files' : ''}\n`
}
