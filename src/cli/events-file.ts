import { createReadStream } from 'node:fs'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { utf8Of } from '../base/utf8-of.ts'
import { type RecordedEvents, recordedEvents } from '../simulator/recorded-events.ts'
import { type DialectName, dialects } from '../wire/dialects.ts'
import { readBounded } from './read-bounded.ts'

/** Bytes of the longest file: it is kept in memory. */
const mostBytes = 256 * 1024 ** 2

/** Kinds of compressed files, by their first bytes. */
const packed: readonly (readonly [kind: string, magic: readonly number[], unpack: string])[] = [
  ['gzip', [0x1f, 0x8b], 'gzip -dc'],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd], 'zstd -dc'],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz -dc'],
  ['bzip2', [0x42, 0x5a, 0x68], 'bzip2 -dc'],
  ['zip', [0x50, 0x4b, 0x03, 0x04], 'unzip -p'],
]

/**
 * Reads the file of `--events`: one event per line, in UTF-8 or, with a byte order mark, UTF-16.
 *
 * @param dialect what the events are to be served in; they may be of any
 * @param limit bytes of the longest file that is accepted
 * @throws Failure `usage` if the file cannot be read, has a line that is not an event, or has no events
 */
export async function readEventsFile(
  path: string,
  dialect: DialectName = 'noti1',
  limit = mostBytes,
): Promise<RecordedEvents> {
  const name = `--events: ${excerpt(path)}`
  const content = await contentOf(path, limit)
  const kind = packed.find(([, magic]) => magic.every((byte, i) => content[i] === byte))
  if (kind) {
    throw new Failure('usage', `${name} is a ${kind[0]} file; it must hold one event per line`, {
      hint: `Unpack it first: ${kind[2]} FILE > events.ndjson`,
    })
  }
  if (content.subarray(0, 2).includes(0)) {
    throw new Failure('usage', `${name} is not UTF-8, nor UTF-16 with a byte order mark`)
  }
  const events = recordedEvents(utf8Of(content), dialects[dialect].server.words, allPushes)
  if (events.faulty > 0) throw faulty(name, events)
  if (events.lines.length === 0) {
    const state = content.length === 0 ? 'is empty' : 'has only blank lines'
    throw new Failure('usage', `${name} ${state}; it must hold one event per line`)
  }
  return events
}

const allPushes = Object.values(dialects).map(({ server }) => server.words.push)

async function contentOf(path: string, limit: number): Promise<Buffer> {
  let content: Buffer
  try {
    content = await readBounded(createReadStream(path) as AsyncIterable<Buffer>, limit)
  } catch (cause) {
    throw new Failure('usage', `--events: cannot read ${excerpt(path)}: ${(cause as Error).message}`, {
      cause,
    })
  }
  if (content.length <= limit) return content
  throw new Failure('usage', `--events: ${excerpt(path)} is longer than ${limit / 1024 ** 2} MB`, {
    hint: 'To serve a part of it: head -n 100000 FILE > events.ndjson',
  })
}

function faulty(name: string, events: RecordedEvents): Failure {
  const { lines, faulty, faults } = events
  const details = faults.map(({ line, what }) => `line ${line}: ${what}`)
  if (faulty > faults.length) details.push(`and ${faulty - faults.length} more`)
  const verb = faulty === 1 ? 'is not an event' : 'are not events'
  return new Failure('usage', `${name}: ${faulty} of ${lines.length + faulty} lines ${verb}`, {
    details,
    hint: hintFor(events),
  })
}

/** How to convert a file that has the events in another form. */
function hintFor({ lines, faulty, faults: [first] }: RecordedEvents): string | undefined {
  if (first!.what === 'not UTF-8') return 'Write it in UTF-8: iconv -f GBK -t UTF-8 FILE > events.ndjson'
  if (lines.length > 0 || first!.what !== 'not one JSON object') return undefined
  const onePerLine = (filter: string) => `Write one event per line: jq -c ${filter} FILE > events.ndjson`
  if (first!.begins === '[') return onePerLine("'.[]'")
  return first!.begins === '{' && faulty > 1 ? onePerLine('.') : undefined
}
