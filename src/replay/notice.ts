/** What is reported of a recording while it is read. Texts are safe to show. */
export type Notice =
  /** A line was passed over. `line` counts from 1. */
  | {
      readonly kind: 'no-event' | 'too-long'
      readonly file: string
      readonly line: number
      readonly text: string
    }
  /** The file ends within a line, or within what is compressed, as `text` says. */
  | { readonly kind: 'cut'; readonly file: string; readonly text: string }
  /** A file that is followed begins anew. */
  | { readonly kind: 'truncated' | 'replaced'; readonly file: string }
  /** All of a file has been read. */
  | { readonly kind: 'end'; readonly file: string; readonly events: number; readonly passedOver: number }

export type Report = (notice: Notice) => void
