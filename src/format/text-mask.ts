/** Removes from texts what must not be shown: a secret that a device or the server repeats. */
export interface TextMask {
  /** Whether what it hides may extend over several values of a line, because it contains spaces, for example. */
  readonly spansValues: boolean
  /** UTF-16 units of the shortest text that can contain the secret; Infinity if there is nothing to hide. */
  readonly shortest: number
  /** Returns `text` without the secret, and without the beginning of one before a cut. */
  hide(text: string): string
  /** Like `hide`, for text that was neither cut nor wrapped; faster. */
  hideInWhole(text: string): string
  /**
   * Returns false if `hideInWhole` certainly does not change the UTF-8 text `bytes[start, end)`. Only where `spansValues` is
   * false.
   */
  mayHide(bytes: Uint8Array, start: number, end: number): boolean
}

/** Hides nothing. */
export const noMask: TextMask = {
  spansValues: false,
  shortest: Number.POSITIVE_INFINITY,
  hide: text => text,
  hideInWhole: text => text,
  mayHide: () => false,
}
