import type { When } from './colour-level.ts'
import { tailOptions } from './tail-options.ts'
import { tokenize } from './tokenize.ts'

/**
 * Returns when to use colours, from the last `--color` or `--no-color`. For the message about arguments that could not be
 * parsed.
 */
export function requestedColour(words: readonly string[]): When {
  let when: string | undefined
  for (const token of tokenize(words, Object.values(tailOptions))) {
    if (token.kind !== 'option') continue
    if (token.spec === tailOptions.noColor) when = 'never'
    if (token.spec === tailOptions.color) when = token.value?.text
  }
  return when === 'always' || when === 'never' ? when : 'auto'
}
