import xterm, { type IBufferCell, type IBufferLine } from '@xterm/headless'
import { type CellStyle, cellStyles, cubeColour, window } from './palette.ts'
import { addRun, type Run } from './screen-reader.ts'

/** A terminal without a window, to which a program can write, and the cells that it shows. */
export class EmulatedScreen {
  readonly columns: number
  readonly rows: number
  readonly writableLength = 0
  private readonly terminal: xterm.Terminal

  constructor(columns: number, rows: number) {
    this.columns = columns
    this.rows = rows
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true })
  }

  write(text: string | Uint8Array, done?: () => void): boolean {
    this.terminal.write(text, done)
    return true
  }

  on(): void {}

  /** Returns what each row shows. */
  async read(): Promise<Run[][]> {
    await new Promise<void>(resolve => this.terminal.write('', resolve))
    const { active } = this.terminal.buffer
    return Array.from({ length: this.rows }, (_, y) => runsOf(active.getLine(y)!))
  }
}

function runsOf(line: IBufferLine): Run[] {
  const runs: Run[] = []
  for (let column = 0; column < line.length; column++) {
    const cell = line.getCell(column)!
    const text = cell.getChars() || ' '
    const style = styleOf(cell)
    // The second cell of a wide character is empty.
    if (cell.getWidth() === 0 || (text === ' ' && style.back === undefined)) continue
    // SVG leaves out other spaces at the beginning of a text.
    addRun(runs, { column, text: text === ' ' ? '\u00a0' : text, wide: cell.getWidth() > 1, style })
  }
  return runs
}

/** The colours of a terminal that the theme uses, by their numbers. */
const palette: Readonly<Record<number, keyof typeof cellStyles>> = {
  1: 'red',
  2: 'green',
  3: 'yellow',
  5: 'magenta',
  6: 'cyan',
}

function styleOf(cell: IBufferCell): CellStyle {
  const fill = fillOf(cell)
  const bold = cell.isBold() !== 0
  return cell.isInverse() ? { fill: window.back, back: fill, bold } : { fill, bold }
}

function fillOf(cell: IBufferCell): string {
  if (cell.isFgDefault()) return cellStyles[cell.isDim() ? 'dim' : 'plain'].fill
  const code = cell.getFgColor()
  const name = palette[code]
  return name ? cellStyles[name].fill : cubeColour(code)
}
