import type { Clock } from '../base/clock.ts'

/** Keys that are not characters, by what terminals send for them. */
const sequences: Readonly<Record<string, string>> = {
  '\u001b[A': 'up',
  '\u001bOA': 'up',
  '\u001b[B': 'down',
  '\u001bOB': 'down',
  '\u001b[C': 'right',
  '\u001bOC': 'right',
  '\u001b[D': 'left',
  '\u001bOD': 'left',
  '\u001b[5~': 'page up',
  '\u001b[6~': 'page down',
  '\u001b[H': 'home',
  '\u001bOH': 'home',
  '\u001b[1~': 'home',
  '\u001b[7~': 'home',
  '\u001b[F': 'end',
  '\u001bOF': 'end',
  '\u001b[4~': 'end',
  '\u001b[8~': 'end',
  '\u001b[Z': 'shift-tab',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u0002': 'page up',
  '\u0003': 'ctrl-c',
  '\u0004': 'page down',
  '\u0006': 'page down',
  '\u000c': 'ctrl-l',
  '\u0015': 'ctrl-u',
  '\u001a': 'ctrl-z',
  '\u001c': 'ctrl-\\',
}

/** A whole escape sequence, of keys that are known and others. */
const wholeSequence = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|[^[O\u001b])/
/** Milliseconds after which an escape character is the key Esc, and not the beginning of a sequence. */
const escapeTime = 50

/** Finds the keys in what a terminal sends. A key is its character, or one of the names above, or `escape`. */
export class KeyReader {
  private readonly clock: Clock
  private readonly onKey: (key: string) => void
  private rest = ''
  private cancel: () => void = () => {}

  constructor(clock: Clock, onKey: (key: string) => void) {
    this.clock = clock
    this.onKey = onKey
  }

  /** @param text of whole characters; a sequence may be split between two calls */
  read(text: string): void {
    this.cancel()
    this.rest += text
    while (this.rest !== '') {
      if (!this.rest.startsWith('\u001b')) this.take([...this.rest][0]!)
      else {
        const sequence = wholeSequence.exec(this.rest)?.[0]
        if (sequence !== undefined) this.take(sequence)
        else if (this.rest.length > 1 && this.rest[1] === '\u001b') this.take('\u001b')
        else break
      }
    }
    if (this.rest !== '') this.cancel = this.clock.after(escapeTime, () => this.take(this.rest))
  }

  close(): void {
    this.cancel()
  }

  private take(sent: string): void {
    this.rest = this.rest.slice(sent.length)
    const key = sent === '\u001b' ? 'escape' : sequences[sent]
    if (key !== undefined) this.onKey(key)
    // Other control characters, and sequences that are not known, are no keys.
    else if (sent >= ' ' && !sent.startsWith('\u001b')) this.onKey(sent)
  }
}
