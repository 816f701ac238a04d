/** Removes from texts what must not be shown: a secret that a device or the server repeats. */
export interface TextMask {
  /** Whether what it hides may extend over several values of a line, because it contains spaces, for example. */
  readonly spansValues: boolean
  /** Returns `text` without the secret, and without the beginning of one before a cut. */
  hide(text: string): string
  /** Like `hide`, for text that was neither cut nor wrapped; faster. */
  hideInWhole(text: string): string
}

/** Hides nothing. */
export const noMask: TextMask = { spansValues: false, hide: text => text, hideInWhole: text => text }
