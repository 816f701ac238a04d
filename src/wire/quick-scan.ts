import { objectScanWasm } from './object-scan-wasm.ts'

/** The part that is used here: Node's types leave WebAssembly to those of a browser. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (code: object) => { readonly exports: unknown }
}

/** What `wasm/object-scan.ts` exports: places and sizes, which are explained there, and what it does. */
type ObjectScan = Readonly<Record<Constant, { readonly value: number }>> & {
  readonly memory: { readonly buffer: ArrayBuffer }
  scan(start: number, end: number, count: number, lengthsBits: number): 0 | 1 | 2
}
type Constant = 'names' | 'lengths' | 'ignored' | 'found' | 'input' | 'zeros' | 'mostNames' | 'longestName'

let code: object | undefined

/** A scan for objects that is several times as fast as one in JavaScript, and unsure of what is rare. */
export class QuickScan {
  /** For name `i` the value starts at `found[2 * i]`, below zero where it is absent, and ends at `found[2 * i + 1]`. */
  readonly found: Int32Array
  private readonly wasm: ObjectScan
  private readonly input: Uint8Array
  private readonly room: number
  private readonly zeros: number
  private readonly count: number
  private readonly lengthsBits: number
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
    this.lengthsBits = names.reduce((bits, { length }) => bits | (1 << length), 0)
    this.found = new Int32Array(wasm.memory.buffer, wasm.found.value, 2 * names.length)
    this.input = memory.subarray(wasm.input.value)
    this.zeros = wasm.zeros.value
    this.room = this.input.length - this.zeros
  }

  /**
   * Whether `bytes[start, end)` is one JSON object: 0 not sure, 1 yes, 2 yes, and some number in it is inexact.
   * The bytes of a buffer are taken once, for lines come many to one: it must not be written to between two scans.
   */
  scan(bytes: Buffer, start: number, end: number): 0 | 1 | 2 {
    if (bytes !== this.bytes) {
      if (bytes.length > this.room) return 0
      this.input.set(bytes)
      this.input.fill(0, bytes.length, bytes.length + this.zeros)
      this.bytes = bytes
    }
    return this.wasm.scan(start, end, this.count, this.lengthsBits)
  }
}
