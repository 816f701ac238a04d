import { objectScanWasm } from './object-scan-wasm.ts'

/** The part that is used here: Node's types leave WebAssembly to those of a browser. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (code: object) => { readonly exports: unknown }
}

/** What `wasm/object-scan.ts` exports: places and sizes, which are explained there, and what it does. */
type ObjectScan = Readonly<Record<Constant, { readonly value: number }>> & {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  scanLine(start: number, end: number, count: number, lengthsBits: number): void
  scanLines(end: number, base: number, count: number, lengthsBits: number): number
}
type Constant = 'names' | 'lengths' | 'ignored' | 'rows' | 'input' | 'zeros' | 'mostNames' | 'longestName'

const page = 64 * 1024
/** What the numbers of a row are: see `QuickScan`. */
export const row = { start: 0, end: 1, sure: 2, members: 3 } as const
/** What stands at `row.sure` of an object, and of one with an inexact number. */
export const sure = 1
export const sureButInexact = 2

let code: object | undefined

/**
 * A scan for objects that is several times as fast as one in JavaScript, and unsure of what is rare. What it
 * finds is in `rows`, `width` numbers a line: where the line starts and ends; 0 where it is not sure that the line
 * is an object, 1 where it is, 2 where it is and some number in it is inexact; then for each name where its value
 * starts, below zero where it is absent, and ends.
 */
export class QuickScan {
  rows!: Int32Array
  /** Numbers in a row. */
  readonly width: number
  private readonly wasm: ObjectScan
  private readonly count: number
  private readonly lengthsBits: number
  private input!: Uint8Array
  private bytes: Buffer | undefined

  /** Undefined where there is no WebAssembly with SIMD (`node --jitless`), or the names are not for it. */
  static create(names: readonly Buffer[], ignored: readonly boolean[]): QuickScan | undefined {
    let wasm: ObjectScan
    try {
      code ??= new WebAssembly.Module(Buffer.from(objectScanWasm, 'base64'))
      wasm = new WebAssembly.Instance(code).exports as ObjectScan
    } catch {
      return undefined
    }
    const longest = wasm.longestName.value
    const fits = names.length <= wasm.mostNames.value && names.every(name => name.length <= longest)
    return fits ? new QuickScan(wasm, names, ignored) : undefined
  }

  private constructor(wasm: ObjectScan, names: readonly Buffer[], ignored: readonly boolean[]) {
    const memory = new Uint8Array(wasm.memory.buffer)
    for (const [i, name] of names.entries()) {
      memory.set(name, wasm.names.value + i * wasm.longestName.value)
      memory[wasm.lengths.value + i] = name.length
      memory[wasm.ignored.value + i] = ignored[i] ? 1 : 0
    }
    this.wasm = wasm
    this.count = names.length
    this.width = row.members + 2 * names.length
    this.lengthsBits = names.reduce((bits, { length }) => bits | (1 << length), 0)
    this.look()
  }

  /**
   * Reads `bytes[start, end)`, which must hold no newline, into the first row. The bytes of a buffer are taken
   * once, for lines come many to one: it must not be written to between two calls.
   */
  line(bytes: Buffer, start: number, end: number): void {
    if (bytes !== this.bytes) this.take(bytes)
    this.bytes = bytes
    this.wasm.scanLine(start, end, this.count, this.lengthsBits)
  }

  /** Reads the first of the lines in `bytes[start, end)`, all ended by a newline; answers how many rows it filled. */
  lines(bytes: Buffer, start: number, end: number): number {
    this.take(bytes.subarray(start, end))
    this.bytes = undefined
    return this.wasm.scanLines(end - start, start, this.count, this.lengthsBits)
  }

  private take(bytes: Uint8Array): void {
    const zeros = this.wasm.zeros.value
    const lacking = bytes.length + zeros - this.input.length
    if (lacking > 0) {
      this.wasm.memory.grow(Math.ceil(lacking / page))
      this.look()
    }
    this.input.set(bytes)
    this.input.fill(0, bytes.length, bytes.length + zeros)
  }

  /** Memory that grows is another buffer. */
  private look(): void {
    const { memory, rows, input } = this.wasm
    this.rows = new Int32Array(memory.buffer, rows.value, (input.value - rows.value) / 4)
    this.input = new Uint8Array(memory.buffer, input.value)
  }
}
