import type { Profiler, Session } from 'node:inspector'
import { pathToFileURL } from 'node:url'

interface Part {
  readonly file: string
  readonly from: number
  readonly to: number
}

/** Which characters of the bundle have been run, by V8's own count of blocks. */
export class Coverage {
  private readonly session: Session
  private readonly url: string
  private readonly source: string
  /** Which characters lie in a function; code outside of them runs once, when the bundle is loaded. */
  private readonly inFunction: Uint8Array
  private readonly atLoad: Uint8Array
  private readonly now: Uint8Array
  /** What counts as known, and what was run at all, be it by an input that cannot do it twice. */
  private ever: Uint8Array
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
    this.ever = this.atLoad
    this.reached = this.atLoad
  }

  /** Begins anew; only these source files count. */
  watch(covers: readonly string[]): void {
    this.take()
    this.ever = Uint8Array.from(this.atLoad)
    this.reached = Uint8Array.from(this.atLoad)
    this.parts = partsOf(this.source).filter(part => covers.includes(part.file))
  }

  /** Whether anything was run since the last call that never was before; with `keep` it is known from now on. */
  isNew(keep: boolean): boolean {
    this.take()
    const { now, ever, reached } = this
    let found = false
    for (const { from, to } of this.parts)
      for (let at = from; at < to; at++)
        if (now[at]! > ever[at]!) {
          found = true
          reached[at] = 1
          if (keep) ever[at] = 1
        }
    return found
  }

  /** From now on, all that was run is known. */
  settle(): void {
    this.ever.set(this.reached)
  }

  /** For each file, the share of its functions' characters that was ever run, and the lines with one that never was. */
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
    // In one thread, the answer comes before the call returns.
    this.session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (error) throw error
      for (const script of coverage.result) if (script.url === this.url) this.paint(script.functions)
    })
  }

  /** Inner blocks lie on outer ones, and a function within another has the last word on itself. */
  private paint(functions: readonly Profiler.FunctionCoverage[]): void {
    const outerFirst = [...functions].sort((a, b) => a.ranges[0]!.startOffset - b.ranges[0]!.startOffset)
    for (const { ranges } of outerFirst) {
      const whole = ranges[0]!
      // The one that begins at 0 is the module itself.
      if (whole.startOffset > 0) this.inFunction.fill(1, whole.startOffset, whole.endOffset)
      for (const { startOffset, endOffset, count } of ranges)
        this.now.fill(count > 0 ? 1 : 0, startOffset, endOffset)
    }
  }
}

/** Where each source file lies in the bundle: esbuild writes its name before it. */
function partsOf(source: string): Part[] {
  const heads = [...source.matchAll(/^\/\/ ((?:src|scripts|test)\/\S+)$/gm)]
  return heads.map((head, i) => ({
    file: head[1]!,
    from: head.index + head[0].length + 1,
    to: heads[i + 1]?.index ?? source.length,
  }))
}
