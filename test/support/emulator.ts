import { EventEmitter } from 'node:events'
import xterm from '@xterm/headless'
import type { TerminalStream } from '../../src/view/terminal-streams.ts'

/** A terminal that keeps what it shows. Two streams may write to it. */
export class Emulator extends EventEmitter {
  readonly stdout: TerminalStream
  readonly stderr: TerminalStream
  /** All that was written, in order. */
  written = ''
  private readonly terminal: xterm.Terminal
  private isStopped = false
  private waiting: (() => void)[] = []

  constructor(columns: number, rows: number) {
    super()
    this.terminal = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 10_000,
      allowProposedApi: true,
      // As the line discipline of a system does.
      convertEol: true,
    })
    this.stdout = this.stream()
    this.stderr = this.stream()
  }

  get columns(): number {
    return this.terminal.cols
  }

  get rows(): number {
    return this.terminal.rows
  }

  /** Like Ctrl-S: what is written from now on is not taken. */
  stop(): void {
    this.isStopped = true
  }

  /** Like Ctrl-Q. What waits is taken, the streams in turn. */
  resume(): void {
    this.isStopped = false
    const { waiting } = this
    this.waiting = []
    for (const take of waiting) take()
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.drained()
    this.terminal.resize(columns, rows)
    this.emit('resize')
  }

  /** Shows what is typed, as a terminal that echoes does. */
  echo(text: string): void {
    this.terminal.write(text)
  }

  /** The rows of the screen, without spaces at their ends. */
  async screen(): Promise<string[]> {
    await this.drained()
    const { buffer, rows } = this.terminal
    return this.lines(buffer.active.baseY, buffer.active.baseY + rows)
  }

  /** The screen and all that scrolled out of it. Rows that were wrapped are one line. */
  async history(): Promise<string[]> {
    await this.drained()
    return this.lines(0, this.terminal.buffer.active.length)
  }

  /** The rows of the screen that begin in reverse. */
  reversed(): string[] {
    const { buffer, rows } = this.terminal
    return Array.from({ length: rows }, (_, y) => buffer.active.getLine(buffer.active.baseY + y)!)
      .filter(line => line.getCell(0)?.isInverse())
      .map(line => line.translateToString(true))
  }

  async cursor(): Promise<{ x: number; y: number; isHidden: boolean }> {
    await this.drained()
    const { cursorX: x, cursorY: y } = this.terminal.buffer.active
    const isHidden = this.written.lastIndexOf('\u001b[?25l') > this.written.lastIndexOf('\u001b[?25h')
    return { x, y, isHidden }
  }

  get isAlternate(): boolean {
    return this.terminal.buffer.active.type === 'alternate'
  }

  drained(): Promise<void> {
    return new Promise(resolve => this.terminal.write('', resolve))
  }

  private lines(from: number, to: number): string[] {
    const lines: string[] = []
    for (let y = from; y < to; y++) {
      const line = this.terminal.buffer.active.getLine(y)!
      const text = line.translateToString(true).trimEnd()
      if (line.isWrapped) lines[lines.length - 1] += text
      else lines.push(text)
    }
    while (lines.at(-1) === '') lines.pop()
    return lines
  }

  private stream(): TerminalStream {
    const emulator = this
    let length = 0
    return {
      write(chunk, done) {
        const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
        length += text.length
        const take = () => {
          length -= text.length
          emulator.written += text
          emulator.terminal.write(text)
          done?.()
        }
        if (emulator.isStopped) emulator.waiting.push(take)
        else take()
        return !emulator.isStopped
      },
      on: () => {},
      get writableLength() {
        return length
      },
      get columns() {
        return emulator.columns
      },
      get rows() {
        return emulator.rows
      },
    }
  }
}
