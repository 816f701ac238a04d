import { createScreenReader } from './screen-reader.ts'
import { screenText } from './screen-text.ts'
import { terminalSvg } from './terminal-svg.ts'

const command = 'gizwits-tail --demo'
/** Cells, as in a terminal on half of a screen. */
const columns = 100

/** Returns the picture as SVG, the same on every machine. */
export async function picture(): Promise<string> {
  const read = createScreenReader()
  const text = await screenText(command, columns)
  return terminalSvg({ title: command, columns, rows: text.trimEnd().split('\n').map(read) })
}
