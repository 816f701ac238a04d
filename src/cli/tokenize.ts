import { flagWords } from './flag-words.ts'

/** A part of a command line. */
export type Token<Spec> =
  | {
      readonly kind: 'option'
      readonly spec: Spec
      /** Undefined if the option takes no value. */
      readonly value: Value | undefined
    }
  /**
   * A word that is not an option, or that gives a value to an option which takes none. `name` is the option's name;
   * in a cluster of short options, the unknown one.
   */
  | { readonly kind: 'unknown'; readonly word: string; readonly name: string }
  /** `--`: operands follow. */
  | { readonly kind: 'terminator' }
  | { readonly kind: 'operand'; readonly word: string; readonly at: number }

/** The value of an option: in the same word (`--did=x`, `-fdid=x`), or the next word, undefined if there is none. */
export type Value =
  | { readonly inline: true; readonly text: string }
  | { readonly inline: false; readonly text: string | undefined }

/**
 * Splits words into tokens as commander does: long options with their value after `=` or in the next word, clusters
 * of short options (`-qn5`), operands, and after `--` only operands. Used before commander parses the words, because
 * commander takes `--peek` for the value in `--did --peek`.
 *
 * A long name after a single dash is unknown rather than a cluster: `-version` would be `-v -e rsion`.
 */
export function* tokenize<Spec extends { readonly flags: string }>(
  words: readonly string[],
  options: readonly Spec[],
): Generator<Token<Spec>, void, undefined> {
  const byName = new Map(
    options.flatMap(spec => flagWords(spec.flags).names.map(name => [name, spec] as const)),
  )
  let at = 0
  const nextWord = (): Value => ({ inline: false, text: words[++at] })

  for (; at < words.length; at++) {
    const word = words[at]!
    if (word === '--') {
      yield { kind: 'terminator' }
      while (++at < words.length) yield { kind: 'operand', word: words[at]!, at }
    } else if (!isOptionLike(word)) yield { kind: 'operand', word, at }
    else if (word.startsWith('--')) {
      const equals = word.indexOf('=')
      const name = equals < 0 ? word : word.slice(0, equals)
      const spec = byName.get(name)
      if (!spec || (equals >= 0 && !takesValue(spec))) yield { kind: 'unknown', word, name }
      else if (!takesValue(spec)) yield { kind: 'option', spec, value: undefined }
      else {
        const value: Value = equals < 0 ? nextWord() : { inline: true, text: word.slice(equals + 1) }
        yield { kind: 'option', spec, value }
      }
    } else {
      const name = word.split('=', 1)[0]!
      if (byName.has(`-${name}`)) yield { kind: 'unknown', word, name }
      else yield* cluster(word)
    }
  }

  function* cluster(word: string): Generator<Token<Spec>, void, undefined> {
    for (let i = 1; i < word.length; i++) {
      const name = `-${word[i]}`
      const spec = byName.get(name)
      if (!spec) {
        yield { kind: 'unknown', word, name }
        return
      }
      if (takesValue(spec)) {
        const rest = word.slice(i + 1)
        yield { kind: 'option', spec, value: rest === '' ? nextWord() : { inline: true, text: rest } }
        return
      }
      yield { kind: 'option', spec, value: undefined }
    }
  }
}

/** Whether the word begins like an option. `-` alone does not: it is a value that means stdin. */
export function isOptionLike(word: string): boolean {
  return word.length > 1 && word.startsWith('-')
}

function takesValue({ flags }: { readonly flags: string }): boolean {
  return flagWords(flags).value !== undefined
}
