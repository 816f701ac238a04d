import { Random } from '../../src/simulator/random.ts'
import type { Coverage } from './coverage.ts'
import { mutate } from './mutate.ts'
import { shrink } from './shrink.ts'
import type { Target } from './target.ts'

/** An input that the program answers wrongly, as short as it could be made. */
export interface Finding {
  readonly input: Buffer
  readonly error: unknown
}

/** What came of one target. */
export interface Score {
  tried: number
  seconds: number
  kept: number
  /** The longest that one input took, in ms. */
  slowest: number
  readonly findings: Map<string, Finding>
}

const usualBatch = 512

/** Tries inputs for so many seconds. What reaches code, or a kind of answer, that none did before is changed further. */
export class Campaign {
  readonly score: Score = { tried: 0, seconds: 0, kept: 0, slowest: 0, findings: new Map() }
  private readonly target: Target
  private readonly coverage: Coverage
  private readonly random: Random
  private readonly words: readonly Buffer[]
  private readonly corpus: Buffer[] = []
  private readonly kinds = new Set<string>()

  constructor(target: Target, coverage: Coverage, seed: number) {
    this.target = target
    this.coverage = coverage
    this.random = new Random(seed).fork(target.about)
    this.words = target.words.map(word => Buffer.from(word))
  }

  async run(seconds: number): Promise<void> {
    const start = performance.now()
    const end = start + seconds * 1000
    const seeds = this.target.seeds.map(seed => Buffer.from(seed))
    this.corpus.push(...seeds)
    await this.tryAll(seeds)
    while (performance.now() < end) await this.tryAll(this.batch())
    this.score.seconds = (performance.now() - start) / 1000
    this.score.kept = this.corpus.length
  }

  private batch(): Buffer[] {
    const length = this.target.batch ?? usualBatch
    return Array.from({ length }, () => mutate(this.choose(), this.random, this.corpus, this.words))
  }

  /** One of all, or, every other time, of those found last. */
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
    this.score.tried += inputs.length
    if (!this.coverage.isNew(false)) return
    await this.keepNew(inputs)
    this.coverage.settle()
  }

  /** Finds who reached something new by halves: asking for the coverage after each input would take all the time. */
  private async keepNew(inputs: readonly Buffer[]): Promise<void> {
    for (const input of inputs) await this.answer(input)
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
    const { kind, error } = await this.answer(input)
    this.score.slowest = Math.max(this.score.slowest, performance.now() - start)
    if (error !== undefined) await this.found(input, error)
    return kind
  }

  private async answer(input: Buffer): Promise<{ kind?: string; error?: unknown }> {
    try {
      return { kind: await this.target.check(input) }
    } catch (error) {
      return { error: error ?? 'nothing was thrown' }
    }
  }

  private async found(input: Buffer, error: unknown): Promise<void> {
    const name = nameOf(error)
    if (this.score.findings.has(name)) return
    const shortest = await shrink(input, async one => {
      const again = (await this.answer(one)).error
      return again !== undefined && nameOf(again) === name
    })
    this.score.findings.set(name, { input: shortest, error: (await this.answer(shortest)).error ?? error })
  }
}

/** The same for all inputs that fail at the same place. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place = error.stack?.split('\n').find(line => /^\s+at .*fuzz\.mjs/.test(line))
  return `${error.name} ${place?.trim() ?? error.message}`
}
