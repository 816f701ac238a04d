/** Takes out of texts what must not be shown: a secret that a device or the server repeats. */
export interface TextMask {
  /** Whether what it hides may stand in several values of a line together: it has spaces, say. */
  readonly spansValues: boolean
  /** Returns `text` without it, and without a part of it before a cut. */
  hide(text: string): string
  /** As `hide`, at less cost, of a text that was neither cut nor wrapped. */
  hideInWhole(text: string): string
}

/** Hides nothing. */
export const noMask: TextMask = { spansValues: false, hide: text => text, hideInWhole: text => text }
