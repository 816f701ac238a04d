import type { Glob } from './glob.ts'
import type { TextSearch } from './text-search.ts'

/** The most weight times characters in one comparison, which takes some milliseconds. */
const mostWork = 2 ** 19

/** Patterns of which any may match. */
export class GlobList implements TextSearch {
  readonly reach: number
  private readonly globs: readonly Glob[]

  /** @param share the part of the work of one comparison that this one may take, 0 to 1 */
  constructor(globs: readonly Glob[], share = 1) {
    this.globs = globs
    // A pattern without anything to search still compares the ends of a text.
    const weight = globs.reduce((sum, glob) => sum + Math.max(1, glob.weight), 0)
    this.reach = Math.floor((share * mostWork) / Math.max(1, weight))
  }

  search(text: string, isWhole: boolean): boolean | undefined {
    let isDecided = true
    for (const glob of this.globs) {
      const result = glob.matches(text, this.reach, isWhole)
      if (result) return true
      if (result === undefined) isDecided = false
    }
    return isDecided ? false : undefined
  }
}
