import { createReadStream } from 'node:fs'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { systemErrorText } from '../base/system-error.ts'
import { say } from '../language/say.ts'
import type { Chunks } from '../replay/input.ts'
import { unpacked } from '../replay/unpacked.ts'
import { type RecordedEvents, recordedEvents } from '../simulator/recorded-events.ts'
import { type DialectName, dialects } from '../wire/dialects.ts'
import { readBounded } from './read-bounded.ts'

/** Bytes of the longest file: it is kept in memory. */
const mostBytes = 256 * 1024 ** 2

/** What is read of a file of events. */
export interface EventsFile extends RecordedEvents {
  /** The kind of compression within which the file ends, if it is cut. */
  readonly cut: string | undefined
}

/**
 * Reads the file of `--events`: one event per line, in UTF-8 or, with a byte order mark, UTF-16; it may be
 * compressed. Of a compressed file that is cut at its end, the whole lines are read.
 *
 * @param dialect what the events are to be served in; they may be of any
 * @param limit bytes of the longest file that is accepted
 * @throws Failure `usage` if the file cannot be read, has a line that is not an event, or has no events
 */
export async function readEventsFile(
  path: string,
  dialect: DialectName = 'noti1',
  limit = mostBytes,
): Promise<EventsFile> {
  const name = say('{what}: {said}', { what: '--events', said: excerpt(path) })
  const { content, cut } = await contentOf(path, name, limit)
  if (content.subarray(0, 2).includes(0)) {
    throw new Failure('usage', say('{name} is not UTF-8, nor UTF-16 with a byte order mark', { name }))
  }
  const events = recordedEvents(content, dialects[dialect].server.words, allPushes)
  if (events.faulty > 0) throw faulty(name, events)
  if (events.lines.length === 0) {
    throw new Failure(
      'usage',
      content.length === 0
        ? say('{name} is empty; it must hold one event per line', { name })
        : say('{name} has only blank lines; it must hold one event per line', { name }),
    )
  }
  return { ...events, cut }
}

const allPushes = Object.values(dialects).map(({ server }) => server.words.push)

async function contentOf(path: string, name: string, limit: number) {
  let content: Buffer
  let cut: string | undefined
  try {
    const unpacking = {
      file: name,
      follow: false,
      onCut(compression: string) {
        cut = compression
      },
      hint: (unpack: string) =>
        say('Unpack it first: {command}', { command: `${unpack} FILE > events.ndjson` }),
    }
    content = await readBounded(unpacked(chunksOf(createReadStream(path)), unpacking), limit)
  } catch (cause) {
    if (cause instanceof Failure) throw new Failure('usage', cause.message, { hint: cause.hint, cause })
    const values = { given: '--events', path: excerpt(path), why: systemErrorText(cause) }
    throw new Failure('usage', say('{given}: cannot read {path}: {why}', values), { cause })
  }
  if (content.length <= limit) return { content: cut ? wholeLines(content) : content, cut }
  throw new Failure('usage', say('{name} is longer than {n} MB', { name, n: limit / 1024 ** 2 }), {
    hint: say('To serve a part of it: {command}', { command: 'head -n 100000 FILE > events.ndjson' }),
  })
}

async function* chunksOf(stream: AsyncIterable<Buffer>): Chunks {
  yield* stream
}

function wholeLines(content: Buffer): Buffer {
  return content.subarray(0, content.lastIndexOf(0x0a) + 1)
}

function faulty(name: string, events: RecordedEvents): Failure {
  const { lines, faulty, faults } = events
  const details = faults.map(({ line, what }) => say('line {line}: {what}', { line, what }))
  if (faulty > faults.length) details.push(say('and {n} more', { n: faulty - faults.length }))
  const values = { name, n: faulty, all: lines.length + faulty }
  const message =
    faulty === 1
      ? say('{name}: {n} of {all} lines is not an event', values)
      : say('{name}: {n} of {all} lines are not events', values)
  return new Failure('usage', message, { details, hint: hintFor(events) })
}

/** How to convert a file that has the events in another form. */
function hintFor({ lines, faulty, faults: [first] }: RecordedEvents): string | undefined {
  if (first!.what === say('not UTF-8')) {
    return say('Write it in UTF-8: {command}', { command: 'iconv -f GBK -t UTF-8 FILE > events.ndjson' })
  }
  if (lines.length > 0 || first!.what !== say('not one JSON object')) return undefined
  const onePerLine = (filter: string) =>
    say('Write one event per line: {command}', { command: `jq -c ${filter} FILE > events.ndjson` })
  if (first!.begins === '[') return onePerLine("'.[]'")
  return first!.begins === '{' && faulty > 1 ? onePerLine('.') : undefined
}
