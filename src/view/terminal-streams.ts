/** The part of a stream to a terminal that is needed. */
export interface TerminalStream {
  write(chunk: string | Uint8Array, done?: (error?: Error | null) => void): boolean
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Bytes written and not yet taken by the terminal. */
  readonly writableLength: number
  readonly columns?: number
  readonly rows?: number
}

/** A stream through which others write to a terminal that they share. */
export interface SharedStream {
  write(chunk: string | Uint8Array, done?: (error?: Error | null) => void): void
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Bytes that the terminal has not taken yet. */
  readonly writableLength: number
  readonly isTTY: true
  readonly columns: number
}
