import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Push } from '../wire/push.ts'
import { pushMembers } from '../wire/push-members.ts'
import { itemAt, rangeAt } from '../wire/value-at.ts'

/** The names of members from the outside in: `['data', 'temp']`. Items of arrays are named by their index. */
export type MemberPath = readonly string[]

/**
 * Finds members in the bytes of lines, without parsing anything. Where those of `pushMembers` are is known already. Any
 * other object is scanned once, however many of its members are wanted.
 */
export class MemberTokens {
  /** After `find`, the raw value at path `i` is `bytes[from[i], to[i])`; `from[i]` is -1 if the event has none. */
  readonly from: Int32Array
  readonly to: Int32Array
  private readonly paths: readonly MemberPath[]
  /** What is wanted within `pushMembers`, by their index, and of the other members. */
  private readonly main: readonly (readonly [index: number, wanted: Wanted])[]
  private readonly root: Branch | undefined

  /** @param paths distinct, none of them empty */
  constructor(paths: readonly MemberPath[]) {
    this.paths = paths
    this.from = new Int32Array(paths.length)
    this.to = new Int32Array(paths.length)
    const all = wantedByName([...paths.keys()], paths, 0)
    this.main = pushMembers.flatMap((name, i) => {
      const wanted = all.get(name)
      all.delete(name)
      return wanted ? [[i, wanted] as const] : []
    })
    this.root = all.size > 0 ? new Branch(all) : undefined
  }

  find(push: Push): void {
    const { from } = this
    // For a few numbers faster than `fill`.
    for (let i = 0; i < from.length; i++) from[i] = -1
    if (push.isLong) this.findInLong(push.bytes, push.start)
    else this.findIn(push)
  }

  private findIn(push: Push): void {
    const { main, root } = this
    for (let i = 0; i < main.length; i++) {
      const [index, wanted] = main[i]!
      const start = push.from(index)
      if (start >= 0) wanted.found(push.bytes, start, push.to(index), this)
    }
    root?.scan(push.bytes, push.start, push.end, this)
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

/** Returns what is wanted of an object or array at one depth of the paths. @param wanted the paths that lead there */
function wantedByName(
  wanted: readonly number[],
  paths: readonly MemberPath[],
  depth: number,
): Map<string, Wanted> {
  const names = new Set(wanted.map(path => paths[path]![depth]!))
  return new Map(
    Array.from(names, name => {
      const those = wanted.filter(path => paths[path]![depth] === name)
      const deeper = those.filter(path => paths[path]!.length > depth + 1)
      const path = those.find(one => paths[one]!.length === depth + 1)
      return [name, new Wanted(path, deeper.length > 0 ? wantedByName(deeper, paths, depth + 1) : undefined)]
    }),
  )
}

/** What is wanted of a member. */
class Wanted {
  private readonly path: number | undefined
  private readonly inner: Branch | undefined

  /** @param path the one that ends with it, by its position in `paths` @param inner what is wanted within its value */
  constructor(path: number | undefined, inner: ReadonlyMap<string, Wanted> | undefined) {
    this.path = path
    this.inner = inner && new Branch(inner)
  }

  /** Takes the member's value, which is `bytes[from, to)`. */
  found(bytes: Buffer, from: number, to: number, tokens: MemberTokens): void {
    if (this.path !== undefined) tokens.set(this.path, from, to)
    const { inner } = this
    if (!inner) return
    if (bytes[from] === 0x7b) inner.scan(bytes, from, to, tokens)
    else if (bytes[from] === 0x5b) inner.findItems(bytes, from, tokens)
  }
}

/** What is wanted of an object or array. */
class Branch {
  private readonly names: readonly string[]
  private readonly wanted: readonly Wanted[]
  private readonly scanner: ObjectScanner

  constructor(wanted: ReadonlyMap<string, Wanted>) {
    this.names = [...wanted.keys()]
    this.wanted = [...wanted.values()]
    this.scanner = new ObjectScanner(this.names)
  }

  /** Scans the object `bytes[start, end)`. */
  scan(bytes: Buffer, start: number, end: number, tokens: MemberTokens): void {
    const { scanner, wanted } = this
    scanner.scan(bytes, start, end)
    const { from, to } = scanner
    for (let i = 0; i < wanted.length; i++)
      if (from[i]! >= 0) wanted[i]!.found(bytes, from[i]!, to[i]!, tokens)
  }

  findItems(bytes: Buffer, start: number, tokens: MemberTokens): void {
    for (const [i, name] of this.names.entries()) {
      const item = itemAt(bytes, start, name)
      if (item) this.wanted[i]!.found(bytes, item.start, item.end, tokens)
    }
  }
}
