/** Bytes searched at once, so that a line of many megabytes is never held a second time, as text. */
const pieceLength = 64 * 1024
const idWord = new RegExp(anySpelling('delivery_id'))

/**
 * Returns a function that counts the events in `bytes[start, end)`, a line that is not JSON. Every `cmd` of an event
 * counts, wherever it is and however it is escaped, since lines that lost the `\n` between them are several events. If
 * there is none, a `delivery_id` makes the line one event. The time is linear in the length of the line.
 *
 * @param pushCmd the `cmd` of an event
 */
export function skippedEventCounter(pushCmd: string): (bytes: Buffer, start: number, end: number) => number {
  const pushWord = new RegExp(anySpelling(pushCmd), 'g')
  // The longest spelling, less a byte: pieces overlap by this much, and no word is counted twice.
  const overlap = pushCmd.length * '\\u0000'.length - 1
  return (bytes, start, end) => {
    let pushes = 0
    let hasId = false
    for (let at = start; at < end; at += pieceLength) {
      const piece = bytes.toString('latin1', at, Math.min(end, at + pieceLength + overlap))
      for (const { index } of piece.matchAll(pushWord)) if (index < pieceLength) pushes++
      hasId ||= idWord.test(piece)
    }
    return pushes || (hasId ? 1 : 0)
  }
}

/** A pattern for `text` with every character as it is or as its JSON escape. */
function anySpelling(text: string): string {
  return [...text]
    .map(char => {
      const code = char.charCodeAt(0).toString(16).padStart(4, '0')
      const digits = code.replace(/[a-f]/g, letter => `[${letter}${letter.toUpperCase()}]`)
      return `(?:${char}|\\\\u${digits})`
    })
    .join('')
}
