import assert from 'node:assert/strict'

/** A part of the program that must handle any input, and what must be true of its results. */
export interface Target {
  readonly about: string
  /** Paths of files or folders that the target is to cover. */
  readonly covers: readonly string[]
  /** The first inputs. */
  readonly seeds: readonly string[]
  /** Pieces that mutations insert. */
  readonly dictionary: readonly string[]
  /** Inputs between two checks of the coverage; default 512. */
  readonly batch?: number
  /**
   * Compares what the program makes of `bytes` with what it must be, and throws where they differ. It returns a label
   * for the kind of result: the first input of each kind is kept, to be changed further.
   */
  readonly check: (bytes: Buffer) => string | Promise<string>
}

const unsafe = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** Throws if `text` contains characters that control a terminal. */
export function assertSafe(text: string): void {
  assert.ok(!unsafe.test(text), `unsafe text: ${JSON.stringify(text)}`)
}
