import type { Transform } from 'node:stream'
import { Failure } from '../base/failure.ts'
import { messageText } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { compressionOf, longestMagic } from './compressions.ts'
import type { Chunks } from './input.ts'

interface Unpacking {
  /** The name of the file in messages. */
  readonly file: string
  /** Whether the file is followed, which only a plain file can be. */
  readonly follow: boolean
  /** Called with the name of the compression if the file ends within what is compressed. */
  readonly onCut: (compression: string) => void
  /** Returns what to do with a file that cannot be unpacked here, given the command that does. */
  readonly hint: (unpack: string) => string
}

/**
 * Yields the content of a file as UTF-8 without a byte order mark, as far as it can be read: unpacked if it is compressed,
 * whatever its name, and decoded if it is UTF-16 with a byte order mark, which PowerShell 5 writes.
 *
 * @throws Failure `usage` if it cannot be unpacked here, `input` if it is damaged
 */
export async function* unpacked(chunks: Chunks, { file, follow, onCut, hint }: Unpacking): Chunks {
  const [head, all] = await peeked(chunks)
  const compression = compressionOf(head)
  if (!compression) {
    yield* asUtf8(head, all)
    return
  }
  const { name, kind } = compression
  const what = { file, kind: name }
  if (follow)
    throw new Failure('usage', say('{file} is a {kind} file; only a plain file can be followed', what))
  if (!kind.create) {
    const message = kind.node
      ? say('{file} is a {kind} file, which needs Node {version} or newer', { ...what, version: kind.node })
      : say('{file} is a {kind} file, which this program does not read', what)
    throw new Failure('usage', message, { hint: hint(kind.unpack) })
  }
  const [start, content] = await peeked(decompressed(all, kind.create, file, () => onCut(name)))
  yield* asUtf8(start, content)
}

/** Returns the first bytes, as many as tell kinds of files apart if there are so many, and all bytes. */
async function peeked(chunks: Chunks): Promise<[head: Buffer, all: Chunks]> {
  const first: Buffer[] = []
  let length = 0
  while (length < longestMagic) {
    const { done, value } = await chunks.next()
    if (done) break
    first.push(value)
    length += value.length
  }
  return [Buffer.concat(first).subarray(0, longestMagic), joined(first, chunks)]
}

async function* joined(first: readonly Buffer[], rest: Chunks): Chunks {
  try {
    yield* first
    yield* rest
  } finally {
    await rest.return()
  }
}

/** The byte order marks of the encodings that are read. */
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf])
const utf16Marks = [
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
] as const

async function* asUtf8(head: Buffer, chunks: Chunks): Chunks {
  const begins = (mark: Buffer) => head.subarray(0, mark.length).equals(mark)
  const [encoding] = utf16Marks.find(([, mark]) => begins(mark)) ?? []
  const decoder = encoding && new TextDecoder(encoding)
  let skip = begins(utf8Mark) ? utf8Mark.length : 0
  for await (const chunk of chunks) {
    if (decoder) yield Buffer.from(decoder.decode(chunk, { stream: true }))
    else yield chunk.subarray(skip)
    skip -= Math.min(skip, chunk.length)
  }
}

/** Unpacks a file of any number of members. All bytes before a cut or a damage are yielded. */
async function* decompressed(
  chunks: Chunks,
  create: () => Transform,
  file: string,
  onCut: () => void,
): Chunks {
  let engine: Engine | undefined
  try {
    for await (const chunk of chunks) {
      let rest = chunk
      // Between members there may be zeros, with which tapes are padded.
      while (engine ? rest.length > 0 : rest.some(byte => byte !== 0)) {
        const begins = engine === undefined
        engine ??= new Engine(create())
        yield* engine.outputOf(rest)
        const { unread } = engine
        if (begins && unread.length === rest.length) throw damaged(file, say('nothing of it can be read'))
        rest = unread
        // zstd of some versions of Node ends after each member, and gzip before zeros.
        if (rest.length > 0) {
          engine.close()
          engine = undefined
        }
      }
    }
    if (engine) yield* engine.outputOf(undefined)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'Z_BUF_ERROR') onCut()
    else if (!/^Z_|^ZSTD_/.test(code ?? '')) throw error
    else throw damaged(file, messageText(message), error)
  } finally {
    engine?.close()
  }
}

function damaged(file: string, why: string, cause?: unknown): Failure {
  return new Failure('input', say('{file} is damaged: {why}', { file, why }), { cause })
}

/** A stream of node:zlib, fed chunk by chunk, so that its output before an error is not lost. */
class Engine {
  private ended = false
  private readonly stream: Transform
  private fed = 0
  private last: Buffer = Buffer.alloc(0)
  private error: Error | undefined
  private wake = () => {}

  constructor(stream: Transform) {
    this.stream = stream
    stream.on('readable', () => this.wake())
    stream.on('end', () => {
      this.ended = true
      this.wake()
    })
    stream.on('error', error => {
      this.error = error
      this.wake()
    })
  }

  /** Yields what comes out for `chunk`, or, if it is undefined, for the end of the input. */
  async *outputOf(chunk: Buffer | undefined): Chunks {
    const { stream } = this
    let taken = false
    if (chunk) {
      this.fed += chunk.length
      this.last = chunk
      stream.write(chunk, () => {
        taken = true
        this.wake()
      })
    } else stream.end()
    for (;;) {
      const bytes = stream.read() as Buffer | null
      if (bytes) yield bytes
      else if (this.error) throw this.error
      else if (taken || this.ended) return
      else
        await new Promise<void>(resolve => {
          this.wake = resolve
        })
    }
  }

  /** What it has not read of the last chunk, because a member ended before it. */
  get unread(): Buffer {
    const { bytesWritten } = this.stream as unknown as { readonly bytesWritten: number }
    return this.last.subarray(this.last.length - (this.fed - bytesWritten))
  }

  close(): void {
    this.stream.destroy()
  }
}
