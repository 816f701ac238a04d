import assert from 'node:assert/strict'

/** One piece of the program under any input, and what must hold of its answer. */
export interface Target {
  readonly about: string
  /** Files whose coverage this target is to raise. */
  readonly covers: readonly string[]
  /** What the first inputs are made from. */
  readonly seeds: readonly string[]
  /** Pieces that mutations put in. */
  readonly words: readonly string[]
  /** Inputs between two looks at the coverage, where the usual 512 take long. */
  readonly batch?: number
  /**
   * Holds the program's answer to `bytes` against what it must be, and throws where it differs. It says in a
   * word which kind of answer it was: the first input of a kind is kept, to be changed further.
   */
  readonly check: (bytes: Buffer) => string | Promise<string>
}

const unsafe = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** Throws where `text` holds what a terminal would obey. */
export function mustBeSafe(text: string): void {
  assert.ok(!unsafe.test(text), `unsafe text: ${JSON.stringify(text)}`)
}
