import { Random } from '../../src/simulator/random.ts'
import type { Coverage } from './coverage.ts'
import { mutate } from './mutate.ts'
import { shrink } from './shrink.ts'
import type { Target } from './target.ts'

/** An input that the program handles wrongly, as short as possible. */
export interface Finding {
  readonly input: Buffer
  readonly error: unknown
}

/** What was found in one target. */
export interface CampaignResult {
  tried: number
  seconds: number
  kept: number
  /** The longest time that one input took, in milliseconds. */
  slowest: number
  readonly findings: Map<string, Finding>
}

const defaultBatch = 512

/** Tries inputs for some seconds. Those that reach new code, or a new kind of result, are kept and changed further. */
export class Campaign {
  readonly result: CampaignResult = { tried: 0, seconds: 0, kept: 0, slowest: 0, findings: new Map() }
  private readonly target: Target
  private readonly coverage: Coverage
  private readonly random: Random
  private readonly dictionary: readonly Buffer[]
  private readonly corpus: Buffer[] = []
  private readonly kinds = new Set<string>()

  constructor(target: Target, coverage: Coverage, seed: number) {
    this.target = target
    this.coverage = coverage
    this.random = new Random(seed).fork(target.about)
    this.dictionary = target.dictionary.map(word => Buffer.from(word))
  }

  async run(seconds: number): Promise<void> {
    const start = performance.now()
    const end = start + seconds * 1000
    const seeds = this.target.seeds.map(seed => Buffer.from(seed))
    this.corpus.push(...seeds)
    await this.tryAll(seeds)
    while (performance.now() < end) await this.tryAll(this.batch())
    this.result.seconds = (performance.now() - start) / 1000
    this.result.kept = this.corpus.length
  }

  private batch(): Buffer[] {
    const length = this.target.batch ?? defaultBatch
    return Array.from({ length }, () => mutate(this.choose(), this.random, this.corpus, this.dictionary))
  }

  /** Picks any input, or, every other time, one of the newest. */
  private choose(): Buffer {
    const { corpus, random } = this
    return corpus[random.int(random.chance(0.5) ? Math.floor(corpus.length * 0.8) : 0, corpus.length - 1)]!
  }

  private async tryAll(inputs: readonly Buffer[]): Promise<void> {
    for (const input of inputs) {
      const kind = await this.try(input)
      if (kind === undefined || this.kinds.has(kind)) continue
      this.kinds.add(kind)
      this.corpus.push(input)
    }
    this.result.tried += inputs.length
    if (!this.coverage.isNew(false)) return
    await this.keepNew(inputs)
    this.coverage.settle()
  }

  /** Finds the inputs that reached new code by bisection: checking the coverage after each input would be too slow. */
  private async keepNew(inputs: readonly Buffer[]): Promise<void> {
    for (const input of inputs) await this.check(input)
    if (!this.coverage.isNew(inputs.length === 1)) return
    if (inputs.length === 1) {
      this.corpus.push(inputs[0]!)
      return
    }
    const half = inputs.length >> 1
    await this.keepNew(inputs.slice(0, half))
    await this.keepNew(inputs.slice(half))
  }

  private async try(input: Buffer): Promise<string | undefined> {
    const start = performance.now()
    const { kind, error } = await this.check(input)
    this.result.slowest = Math.max(this.result.slowest, performance.now() - start)
    if (error !== undefined) await this.addFinding(input, error)
    return kind
  }

  private async check(input: Buffer): Promise<{ kind?: string; error?: unknown }> {
    try {
      return { kind: await this.target.check(input) }
    } catch (error) {
      return { error: error ?? 'undefined was thrown' }
    }
  }

  private async addFinding(input: Buffer, error: unknown): Promise<void> {
    const name = nameOf(error)
    if (this.result.findings.has(name)) return
    const shortest = await shrink(input, async one => {
      const again = (await this.check(one)).error
      return again !== undefined && nameOf(again) === name
    })
    this.result.findings.set(name, { input: shortest, error: (await this.check(shortest)).error ?? error })
  }
}

/** Returns the same name for all errors from the same place. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place = error.stack?.split('\n').find(line => /^\s+at .*scripts-fuzz-main\.mjs/.test(line))
  return `${error.name} ${place?.trim() ?? error.message}`
}
