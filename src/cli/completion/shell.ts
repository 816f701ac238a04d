import type { Completion } from './complete.ts'
import type { Candidate } from './completion-model.ts'

/** How completion works in one shell. */
export interface Shell {
  /** Which versions. */
  readonly about: string
  /**
   * The script that the shell reads. At a Tab it runs `gizwits-tail __complete` and the shell's name, and offers what
   * that prints. What is typed goes to stdin, each field followed by a NUL, because others can see arguments, and a
   * secret may be typed.
   *
   * @param program the program, quoted for the shell, that runs if a path to another is not typed
   */
  script(program: string): string
  /**
   * Returns the lines to print.
   *
   * @param fields what the script has sent
   */
  answer(
    fields: readonly string[],
    complete: (words: readonly string[], typed: string) => Completion,
  ): string[]
}

/** The candidates with the short names of options, for menus that show descriptions. */
export function withShortNames(candidates: readonly Candidate[]): Candidate[] {
  return candidates.flatMap(({ word, about, short }) =>
    [word, ...(short ? [short] : [])].map(name => ({ word: name, about })),
  )
}
