/**
 * Searches the texts of values, in bounded time. Only the first `reach` UTF-16 units of a text are searched:
 * the reach times the cost of one character is a constant.
 */
export interface TextSearch {
  readonly reach: number
  /**
   * Whether the text is one that is looked for; undefined where what was searched of it does not decide.
   *
   * @param isWhole false where `text` is only the beginning of the text
   */
  search(text: string, isWhole: boolean): boolean | undefined
}

/** Smaller reaches are of no use: an expression that would have one is refused. */
export const leastReach = 300
