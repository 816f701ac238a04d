import { InvalidArgumentError } from 'commander'
import { durationForm, parseDuration } from '../base/duration.ts'
import { parseSize, sizeForm } from '../base/size.ts'
import { say } from '../language/say.ts'
import type { Rotation } from '../output/recording/recording.ts'
import { number } from './argument.ts'
import type { RecordConfig } from './open-recording.ts'
import type { FlagsOf, OptionTable } from './option-table.ts'

export const outputGroup = 'Where events go:'
const group = outputGroup
const least = { bytes: 1024, ms: 1000 } as const

/** The options of a run that record events. */
export const recordOptions = {
  record: {
    flags: '--record <file>',
    group,
    offers: 'file',
    parse: recordable,
    about:
      'also write every event received to a file, as it came, one per line, whatever the filter; acked only once it is written. A name that ends in .gz compresses',
  },
  rotate: {
    flags: '--rotate <size|time>',
    group,
    parse: rotation,
    about:
      'with --record: go on in a new file at this size or after this time, such as 100M or 1h; the names get the time',
  },
  keep: {
    flags: '--keep <n>',
    group,
    about: 'with --rotate: keep the n newest files of the recording, and delete older ones',
    ...number({ whole: true, min: 1 }),
    otherwise: 'all',
  },
} as const satisfies OptionTable

/** Returns what the flags say of a recording; undefined if there is none. */
export function recordConfig({
  record,
  rotate,
  keep,
}: FlagsOf<typeof recordOptions>): RecordConfig | undefined {
  return record === undefined ? undefined : { path: record, rotate, keep }
}

/** The path of a file that can be a recording. */
function recordable(given: string): string {
  if (given === '-')
    throw new InvalidArgumentError(say('It must be a file. To write events to stdout, give --json.'))
  if (/\.(?:zst|xz|bz2|zip|7z)$/i.test(given))
    throw new InvalidArgumentError(say('It must be a plain file, or end in .gz to be compressed.'))
  return given
}

/** A size, or a time: `m` is minutes, `M` is 1024 × 1024 bytes. */
function rotation(given: string): Rotation {
  const ms = parseDuration(given)
  const bytes = ms === undefined ? parseSize(given) : undefined
  if (ms !== undefined && ms >= least.ms) return { ms }
  if (bytes !== undefined && bytes >= least.bytes) return { bytes }
  throw new InvalidArgumentError(
    ms === undefined && bytes === undefined
      ? say('It must be a size ({size}) or a time ({time}).', {
          size: say(sizeForm),
          time: say(durationForm),
        })
      : say('It must be at least 1K, or 1s.'),
  )
}
