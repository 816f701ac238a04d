import { createScreenReader } from './screen-reader.ts'
import { screenText } from './screen-text.ts'
import { terminalSvg } from './terminal-svg.ts'

const command = 'gizwits-tail --demo'
/** Cells: what a terminal on half a screen has. */
const columns = 100

/** The picture as SVG text, the same on every machine. */
export async function picture(): Promise<string> {
  const read = await createScreenReader()
  const text = await screenText(command, columns)
  return terminalSvg({ title: command, columns, rows: text.trimEnd().split('\n').map(read) })
}
