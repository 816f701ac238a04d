import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Push } from '../wire/push.ts'
import { itemAt, rangeAt } from '../wire/value-at.ts'

/** The names of members from the outside in: `['data', 'temp']`. Items of arrays are named by their index. */
export type MemberPath = readonly string[]

/**
 * Finds members in the bytes of lines, without parsing anything. An object is scanned once, however many of its members
 * are wanted.
 */
export class MemberTokens {
  /** After `find`, the raw value at path `i` is `bytes[from[i], to[i])`; `from[i]` is -1 if the event has none. */
  readonly from: Int32Array
  readonly to: Int32Array
  private readonly paths: readonly MemberPath[]
  private readonly root: Branch

  /** @param paths distinct, none of them empty */
  constructor(paths: readonly MemberPath[]) {
    this.paths = paths
    this.from = new Int32Array(paths.length)
    this.to = new Int32Array(paths.length)
    this.root = new Branch([...paths.keys()], paths, 0)
  }

  find({ bytes, start, end, isLong }: Push): void {
    const { from } = this
    // For a few numbers faster than `fill`.
    for (let i = 0; i < from.length; i++) from[i] = -1
    if (isLong) this.findInLong(bytes, start)
    else this.root.scan(bytes, start, end, this)
  }

  /** A scan would keep memory of the size of the longest line. */
  private findInLong(bytes: Buffer, start: number): void {
    for (const [i, path] of this.paths.entries()) {
      const range = rangeAt(bytes, start, path)
      if (range) this.set(i, range.start, range.end)
    }
  }

  set(path: number, from: number, to: number): void {
    this.from[path] = from
    this.to[path] = to
  }
}

/** What is wanted of an object or array at one depth of the paths. */
class Branch {
  private readonly names: readonly string[]
  private readonly scanner: ObjectScanner
  /** For each name, the path that ends with it, or -1, and what is wanted within its value. */
  private readonly ends: readonly number[]
  private readonly inner: readonly (Branch | undefined)[]

  /** @param wanted the paths that lead here, by their position in `paths` */
  constructor(wanted: readonly number[], paths: readonly MemberPath[], depth: number) {
    const nameOf = (path: number) => paths[path]![depth]!
    this.names = [...new Set(wanted.map(nameOf))]
    this.scanner = new ObjectScanner(this.names)
    const byName = this.names.map(name => wanted.filter(path => nameOf(path) === name))
    const endsHere = (path: number) => paths[path]!.length === depth + 1
    this.ends = byName.map(those => those.find(endsHere) ?? -1)
    this.inner = byName.map(those => {
      const deeper = those.filter(path => !endsHere(path))
      return deeper.length > 0 ? new Branch(deeper, paths, depth + 1) : undefined
    })
  }

  /** Finds what is wanted of the object `bytes[start, end)`. */
  scan(bytes: Buffer, start: number, end: number, tokens: MemberTokens): void {
    const { scanner } = this
    scanner.scan(bytes, start, end)
    const { from, to } = scanner
    for (let i = 0; i < from.length; i++) if (from[i]! >= 0) this.found(i, bytes, from[i]!, to[i]!, tokens)
  }

  private found(i: number, bytes: Buffer, from: number, to: number, tokens: MemberTokens): void {
    const path = this.ends[i]!
    if (path >= 0) tokens.set(path, from, to)
    const inner = this.inner[i]
    if (!inner) return
    if (bytes[from] === 0x7b) inner.scan(bytes, from, to, tokens)
    else if (bytes[from] === 0x5b) inner.findItems(bytes, from, tokens)
  }

  private findItems(bytes: Buffer, start: number, tokens: MemberTokens): void {
    for (const [i, name] of this.names.entries()) {
      const item = itemAt(bytes, start, name)
      if (item) this.found(i, bytes, item.start, item.end, tokens)
    }
  }
}
