import { flagWords } from './flag-words.ts'

/** One piece of a command line. */
export type Piece<Spec> =
  | {
      readonly kind: 'option'
      readonly spec: Spec
      /** Undefined where the option takes no value. */
      readonly value: Value | undefined
    }
  /**
   * A word that is no option, or that gives a value to an option which takes none. Of short options in one word
   * `name` is the one that is unknown.
   */
  | { readonly kind: 'unknown'; readonly word: string; readonly name: string }
  /** `--`: operands follow. */
  | { readonly kind: 'end' }
  | { readonly kind: 'operand'; readonly word: string; readonly at: number }

export interface Value {
  /** Undefined where the words end before it. */
  readonly text: string | undefined
  /** Whether it stands in the option's own word: `--did=x`, `-fdid=x`. */
  readonly attached: boolean
}

/**
 * Reads words as commander does: long options with their value after `=` or in the next word, clusters of short
 * ones (`-qn5`), operands, and after `--` operands alone. It is read before commander does, which takes
 * `--peek` for the value in `--did --peek`.
 *
 * A long name after one dash is unknown rather than a cluster: `-version` would be `-v -e rsion`.
 */
export function* readWords<Spec extends { readonly flags: string }>(
  words: readonly string[],
  options: readonly Spec[],
): Generator<Piece<Spec>, void, undefined> {
  const byName = new Map(
    options.flatMap(spec => flagWords(spec.flags).names.map(name => [name, spec] as const)),
  )
  let at = 0
  const separate = (): Value => ({ text: words[++at], attached: false })

  for (; at < words.length; at++) {
    const word = words[at]!
    if (word === '--') {
      yield { kind: 'end' }
      while (++at < words.length) yield { kind: 'operand', word: words[at]!, at }
    } else if (!isOptionLike(word)) yield { kind: 'operand', word, at }
    else if (word.startsWith('--')) {
      const equals = word.indexOf('=')
      const name = equals < 0 ? word : word.slice(0, equals)
      const spec = byName.get(name)
      if (!spec || (equals >= 0 && !takesValue(spec))) yield { kind: 'unknown', word, name }
      else if (!takesValue(spec)) yield { kind: 'option', spec, value: undefined }
      else {
        const value = equals < 0 ? separate() : { text: word.slice(equals + 1), attached: true }
        yield { kind: 'option', spec, value }
      }
    } else {
      const name = word.split('=', 1)[0]!
      if (byName.has(`-${name}`)) yield { kind: 'unknown', word, name }
      else yield* cluster(word)
    }
  }

  function* cluster(word: string): Generator<Piece<Spec>, void, undefined> {
    for (let i = 1; i < word.length; i++) {
      const name = `-${word[i]}`
      const spec = byName.get(name)
      if (!spec) {
        yield { kind: 'unknown', word, name }
        return
      }
      if (takesValue(spec)) {
        const rest = word.slice(i + 1)
        yield { kind: 'option', spec, value: rest === '' ? separate() : { text: rest, attached: true } }
        return
      }
      yield { kind: 'option', spec, value: undefined }
    }
  }
}

/** `-` alone is a value: stdin. */
export function isOptionLike(word: string): boolean {
  return word.length > 1 && word.startsWith('-')
}

function takesValue({ flags }: { readonly flags: string }): boolean {
  return flagWords(flags).value !== undefined
}
