import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Random } from '../../src/simulator/random.ts'
import { execOutput } from './exec-output.ts'
import { fullDiskRecording, recording } from './recordings.ts'
import type { SecondOutput, SecondOutputContext } from './second-output.ts'

/** What a tail may have beside stdout. */
export const secondOutputs = {
  record: async context => recording(context, 'events.ndjson'),
  'record-gz': async context => recording(context, 'events.ndjson.gz'),
  'record-rotated': async context => recording(context, 'events.ndjson', ['--rotate', '4K']),
  'record-full': fullDiskRecording,
  exec: async context => execOutput(context),
} as const satisfies Record<string, (context: SecondOutputContext) => Promise<SecondOutput>>

export type SecondOutputName = keyof typeof secondOutputs

export const secondOutputNames = Object.keys(secondOutputs) as SecondOutputName[]

/** @param parent an existing folder */
export function openSecondOutput(
  name: SecondOutputName,
  parent: string,
  seed: number,
): Promise<SecondOutput> {
  const folder = join(parent, 'second')
  mkdirSync(folder)
  return secondOutputs[name]({ folder, random: new Random(seed).fork('second') })
}
