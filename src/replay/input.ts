import { type FileHandle, open } from 'node:fs/promises'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { systemErrorText } from '../base/system-error.ts'
import { say } from '../language/say.ts'

export type Chunks = AsyncGenerator<Buffer, void, undefined>

/** One of the files of a recording, or stdin. */
export interface Input {
  /** Its name in messages, safe to show. */
  readonly file: string
  /** Yields its content; a followed file has several, one after the other, if it is truncated or replaced. */
  contents(): AsyncGenerator<Chunks, void, undefined>
}

export class StreamInput implements Input {
  readonly file = 'stdin'
  private readonly stream: AsyncIterable<Buffer>

  constructor(stream: AsyncIterable<Buffer>) {
    this.stream = stream
  }

  async *contents(): AsyncGenerator<Chunks, void, undefined> {
    yield this.chunks()
  }

  private async *chunks(): Chunks {
    yield* this.stream
  }
}

/** A file, or a pipe that has a name. Its next bytes are read while the last ones are worked on. */
export class FileInput implements Input {
  readonly file: string
  private readonly handle: FileHandle
  private readonly size: number

  /** @param size bytes to read at once */
  constructor(handle: FileHandle, path: string, size: number) {
    this.file = excerpt(path)
    this.handle = handle
    this.size = size
  }

  async *contents(): AsyncGenerator<Chunks, void, undefined> {
    yield this.chunks()
  }

  private async *chunks(): Chunks {
    for (let reading = this.read(); ; ) {
      const chunk = await reading
      if (chunk.length === 0) return
      reading = this.read()
      yield chunk
    }
  }

  private read(): Promise<Buffer> {
    const reading = readChunk(this.handle, this.size, null, this.file)
    // It may fail while nobody waits for it.
    reading.catch(() => {})
    return reading
  }
}

/**
 * Opens a file for reading, or a pipe that has a name.
 *
 * @throws Failure `usage` if it cannot be read or is a folder
 */
export async function openInput(path: string): Promise<FileHandle> {
  const handle = await open(path, 'r').catch(cause => {
    const why = systemErrorText(cause)
    throw new Failure('usage', say('cannot read {path}: {why}', { path: excerpt(path), why }), { cause })
  })
  if (!(await handle.stat()).isDirectory()) return handle
  await handle.close()
  throw new Failure('usage', say('{path} is a folder; name the files in it', { path: excerpt(path) }))
}

/**
 * Returns the next bytes, none at the end of the file.
 *
 * @param at where to read; null for where the last reading ended, which is all that a pipe allows
 * @param file its name in messages
 * @throws Failure `input`
 */
export async function readChunk(
  handle: FileHandle,
  size: number,
  at: number | null,
  file: string,
): Promise<Buffer> {
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(size), 0, size, at)
    return buffer.subarray(0, bytesRead)
  } catch (cause) {
    const why = systemErrorText(cause)
    throw new Failure('input', say('cannot read on in {file}: {why}', { file, why }), { cause })
  }
}
