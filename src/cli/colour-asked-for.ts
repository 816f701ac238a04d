import type { When } from './colour-level.ts'
import { readWords } from './read-words.ts'
import { tailOptions } from './tail-options.ts'

/** When words ask for colours, for the message that they are wrong: the last of `--color` and `--no-color`. */
export function colourAskedFor(words: readonly string[]): When {
  let when: string | undefined
  for (const piece of readWords(words, Object.values(tailOptions))) {
    if (piece.kind !== 'option') continue
    if (piece.spec === tailOptions.noColor) when = 'never'
    if (piece.spec === tailOptions.color) when = piece.value?.text
  }
  return when === 'always' || when === 'never' ? when : 'auto'
}
