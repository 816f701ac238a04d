import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import type { OutputName } from './outputs.ts'
import { type Kind, makePlan } from './plan.ts'
import { playRound } from './round.ts'
import type { RoundRecord } from './round-record.ts'
import { Score } from './score.ts'
import { canMount } from './small-disk.ts'

export interface TortureOptions {
  readonly rounds: number
  /** Of the first round; each later one has the next. */
  readonly seed: number
  /** Rounds at the same time. */
  readonly jobs: number
  /** The program to torture. */
  readonly bin: string
  readonly only?: Kind | undefined
  /** Told of each round as it ends. */
  readonly heard?: (round: RoundRecord) => void
}

/** Outputs that work here; what is missing is told. */
export async function outputsHere(told: (text: string) => void): Promise<OutputName[]> {
  const outputs: OutputName[] = ['pipe', 'file', 'file-limit']
  if (await canMount(join(tmpdir(), `gizwits-tail-mount-${process.pid}`))) outputs.push('full-disk')
  else told('a small disk cannot be mounted here: no full-disk, file-limit takes its place')
  if (!existsSync('/dev/full')) told('there is no /dev/full here')
  return outputs
}

/** Plays the rounds, several at a time, and answers what they came to. */
export async function torture(
  options: TortureOptions & { readonly outputs: readonly OutputName[] },
): Promise<Score> {
  const { rounds, seed, jobs, bin, only, outputs, heard } = options
  const workshop = { bin, certificate: await makeCertificate() }
  const score = new Score()
  let next = 0
  const worker = async () => {
    while (next < rounds) {
      const round = await playRound(makePlan(seed + next++, { outputs, only }), workshop)
      score.add(round)
      heard?.(round)
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, rounds) }, worker))
  return score
}
