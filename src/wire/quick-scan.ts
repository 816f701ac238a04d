import { objectScanWasm } from './object-scan-wasm.ts'

/** The part that is used here: Node's types do not declare WebAssembly. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (code: object) => { readonly exports: unknown }
}

/** The exports of `wasm/object-scan.ts`, where its addresses and sizes are explained. */
type ObjectScan = Readonly<Record<Constant, { readonly value: number }>> & {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  scanLine(start: number, end: number, count: number): void
  scanLines(end: number, base: number, count: number): number
}
type Constant =
  | ('names' | 'ignored' | 'firstOfLength' | 'nextOfLength' | 'whole' | 'wholeSizes')
  | ('rows' | 'input' | 'zeros' | 'mostNames' | 'longestName')

const page = 64 * 1024
/** Bytes for a name with its quotes and colon. */
const wholeSize = 16
/** The positions of the numbers in a row: see `QuickScan`. */
export const row = { start: 0, end: 1, sure: 2, others: 3, members: 4 } as const
/** The values of `row.sure` for an object, and for an object with an inexact number. */
export const sure = 1
export const sureButInexact = 2

let code: object | undefined

/**
 * Scans lines for objects, several times as fast as JavaScript can, and leaves rare cases undecided. The results are in
 * `rows`, `width` numbers per line:
 *
 * - where the line starts and ends
 * - 1 if it is an object, 2 if it is an object and some number in it is inexact, 0 if this is undecided
 * - 1 if it has other members than the named ones, or one of these twice, else 0
 * - for each name, where its value starts, or -1 if it is absent, and where it ends
 */
export class QuickScan {
  rows!: Int32Array
  /** Numbers in a row. */
  readonly width: number
  private readonly wasm: ObjectScan
  private readonly count: number
  private input!: Uint8Array
  private bytes: Buffer | undefined

  /** Returns undefined without WebAssembly with SIMD (`node --jitless`), or if the names are too many or too long. */
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
      memory[wasm.ignored.value + i] = ignored[i] ? 1 : 0
      const first = wasm.firstOfLength.value + name.length
      memory[wasm.nextOfLength.value + i] = memory[first]!
      memory[first] = i + 1
      const whole = Buffer.from(`"${name}":`)
      if (whole.length > wholeSize) continue
      memory.set(whole, wasm.whole.value + (i + 1) * wholeSize)
      memory[wasm.wholeSizes.value + i + 1] = whole.length
    }
    this.wasm = wasm
    this.count = names.length
    this.width = row.members + 2 * names.length
    this.updateViews()
  }

  /**
   * Scans `bytes[start, end)`, which must hold no newline, into the first row. A buffer is copied once for all lines in
   * it, so it must not be written to between two calls.
   */
  line(bytes: Buffer, start: number, end: number): void {
    if (bytes !== this.bytes) this.copyIn(bytes)
    this.bytes = bytes
    this.wasm.scanLine(start, end, this.count)
  }

  /**
   * Scans lines of `bytes[start, end)`, which must all end with a newline, until the rows are full. Returns the number
   * of lines scanned.
   */
  lines(bytes: Buffer, start: number, end: number): number {
    this.copyIn(bytes.subarray(start, end))
    this.bytes = undefined
    return this.wasm.scanLines(end - start, start, this.count)
  }

  private copyIn(bytes: Uint8Array): void {
    const zeros = this.wasm.zeros.value
    const lacking = bytes.length + zeros - this.input.length
    if (lacking > 0) {
      this.wasm.memory.grow(Math.ceil(lacking / page))
      this.updateViews()
    }
    this.input.set(bytes)
    this.input.fill(0, bytes.length, bytes.length + zeros)
  }

  /** Memory gets a new buffer when it grows. */
  private updateViews(): void {
    const { memory, rows, input } = this.wasm
    this.rows = new Int32Array(memory.buffer, rows.value, (input.value - rows.value) / 4)
    this.input = new Uint8Array(memory.buffer, input.value)
  }
}
