/**
 * Searches the texts of values in bounded time. Only the first `reach` UTF-16 units of a text are searched. The reach
 * times the cost per character is constant.
 */
export interface TextSearch {
  readonly reach: number
  /**
   * Returns whether the text matches; undefined if the part of it that was searched does not decide.
   *
   * @param isWhole false if `text` is only the beginning of the text
   */
  search(text: string, isWhole: boolean): boolean | undefined
}

/** The least useful reach. An expression with a smaller one is rejected. */
export const leastReach = 300
