import type { Profiler, Session } from 'node:inspector'
import { pathToFileURL } from 'node:url'

/** Where a source file is in the bundle. */
interface Part {
  readonly file: string
  readonly from: number
  readonly to: number
}

/** Which characters of the bundle have been executed, from the block coverage of V8. */
export class Coverage {
  private readonly session: Session
  private readonly url: string
  private readonly source: string
  /** Which characters are in a function; code outside of functions runs once, when the bundle is loaded. */
  private readonly inFunction: Uint8Array
  private readonly atLoad: Uint8Array
  private readonly now: Uint8Array
  /** What counts as known, and what was executed at all, perhaps by an input that does not reach it again. */
  private known: Uint8Array
  private reached: Uint8Array
  private parts: readonly Part[] = []

  constructor(session: Session, bundle: string, source: string) {
    this.session = session
    this.url = pathToFileURL(bundle).href
    this.source = source
    this.now = new Uint8Array(source.length)
    this.inFunction = new Uint8Array(source.length)
    this.take()
    this.atLoad = Uint8Array.from(this.now)
    this.known = this.atLoad
    this.reached = this.atLoad
  }

  /** Starts again, for these files and folders only. @throws Error if the bundle has nothing of one */
  watch(covers: readonly string[]): void {
    this.take()
    this.known = Uint8Array.from(this.atLoad)
    this.reached = Uint8Array.from(this.atLoad)
    const all = partsOf(this.source)
    const missing = covers.find(path => !all.some(({ file }) => file.startsWith(path)))
    if (missing !== undefined) throw new Error(`there is no ${missing} in the bundle`)
    this.parts = all.filter(({ file }) => covers.some(path => file.startsWith(path)))
  }

  /** Returns whether new code was executed since the last call; with `keep` it is known from now on. */
  isNew(keep: boolean): boolean {
    this.take()
    const { now, known, reached } = this
    let found = false
    for (const { from, to } of this.parts)
      for (let at = from; at < to; at++)
        if (now[at]! > known[at]!) {
          found = true
          reached[at] = 1
          if (keep) known[at] = 1
        }
    return found
  }

  /** Marks all that was executed as known. */
  settle(): void {
    this.known.set(this.reached)
  }

  /** For each file, the share of its functions' characters that was executed, and the lines where some was not. */
  report(): { file: string; share: number; missed: string[] }[] {
    return this.parts.map(({ file, from, to }) => {
      let [all, run] = [0, 0]
      const missed = new Set<string>()
      for (let at = from; at < to; at++) {
        if (this.inFunction[at] === 0 || !/\w/.test(this.source[at]!)) continue
        all++
        if (this.reached[at] === 1) run++
        else missed.add(this.lineAt(at))
      }
      return { file, share: run / Math.max(1, all), missed: [...missed] }
    })
  }

  private lineAt(at: number): string {
    const from = this.source.lastIndexOf('\n', at) + 1
    const to = this.source.indexOf('\n', at)
    return this.source.slice(from, to).trim()
  }

  private take(): void {
    this.now.fill(0)
    // The callback runs before `post` returns, because the inspector is in the same thread.
    this.session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (error) throw error
      for (const script of coverage.result) if (script.url === this.url) this.paint(script.functions)
    })
  }

  /** Inner ranges override outer ones, and a nested function overrides the one around it. */
  private paint(functions: readonly Profiler.FunctionCoverage[]): void {
    const outerFirst = [...functions].sort((a, b) => a.ranges[0]!.startOffset - b.ranges[0]!.startOffset)
    for (const { ranges } of outerFirst) {
      const whole = ranges[0]!
      // The one that starts at 0 is the module itself.
      if (whole.startOffset > 0) this.inFunction.fill(1, whole.startOffset, whole.endOffset)
      for (const { startOffset, endOffset, count } of ranges)
        this.now.fill(count > 0 ? 1 : 0, startOffset, endOffset)
    }
  }
}

/** Finds the source files in the bundle: esbuild writes the name of each before its code. */
function partsOf(source: string): Part[] {
  const heads = [...source.matchAll(/^\/\/ ((?:src|scripts|test)\/\S+)$/gm)]
  return heads.map((head, i) => ({
    file: head[1]!,
    from: head.index + head[0].length + 1,
    to: heads[i + 1]?.index ?? source.length,
  }))
}
