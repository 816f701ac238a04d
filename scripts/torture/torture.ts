import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import type { DialectName } from '../../src/wire/dialects.ts'
import { makePlan } from './make-plan.ts'
import type { OutputName } from './outputs.ts'
import type { Kind } from './plan.ts'
import { runRound } from './round.ts'
import type { RoundRecord } from './round-record.ts'
import { canMount } from './small-disk.ts'
import { Totals } from './totals.ts'

export interface TortureOptions {
  readonly dialect: DialectName
  readonly rounds: number
  /** The seed of the first round; each later one has the next number. */
  readonly seed: number
  /** Rounds at the same time. */
  readonly jobs: number
  /** The program to run. */
  readonly bin: string
  /** What every round must do. */
  readonly only?: Kind | undefined
  /** Outputs that work here. */
  readonly outputs: readonly OutputName[]
  /** Called at the end of each round. */
  readonly onRound?: (round: RoundRecord) => void
}

/** Returns the outputs that work here, and reports those that do not. */
export async function outputsHere(report: (text: string) => void): Promise<OutputName[]> {
  const outputs: OutputName[] = ['pipe', 'file', 'file-limit']
  if (await canMount(join(tmpdir(), `gizwits-tail-mount-${process.pid}`))) outputs.push('full-disk')
  else report('a small disk cannot be mounted here: file-limit is used instead of full-disk')
  if (!existsSync('/dev/full')) report('there is no /dev/full here')
  return outputs
}

/** Runs the rounds, several at a time. */
export async function torture(options: TortureOptions): Promise<Totals> {
  const { dialect, rounds, seed, jobs, bin, only, outputs, onRound } = options
  const deps = { bin, certificate: makeCertificate() }
  const totals = new Totals()
  let next = 0
  const worker = async () => {
    while (next < rounds) {
      const round = await runRound(makePlan(seed + next++, { dialect, outputs, only }), deps)
      totals.add(round)
      onRound?.(round)
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, rounds) }, worker))
  return totals
}
