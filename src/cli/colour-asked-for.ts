import type { When } from './colour-level.ts'
import { tailOptions } from './tail-options.ts'
import { tokenize } from './tokenize.ts'

/** When words ask for colours, for the message that they are wrong: the last of `--color` and `--no-color`. */
export function colourAskedFor(words: readonly string[]): When {
  let when: string | undefined
  for (const token of tokenize(words, Object.values(tailOptions))) {
    if (token.kind !== 'option') continue
    if (token.spec === tailOptions.noColor) when = 'never'
    if (token.spec === tailOptions.color) when = token.value?.text
  }
  return when === 'always' || when === 'never' ? when : 'auto'
}
