/** V8 copies a shorter part of a text instead of referring to the whole. */
const shortestSlice = 13

/** Returns `text` in memory of its own. A part of a line that is kept for long would otherwise keep the whole line. */
export function ownText(text: string): string {
  return text.length < shortestSlice ? text : (JSON.parse(JSON.stringify(text)) as string)
}
