import { createReadStream, openSync, type Stats, statSync } from 'node:fs'
import { isatty } from 'node:tty'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { systemErrorText } from '../base/system-error.ts'
import { say } from '../language/say.ts'
import { readBounded } from './read-bounded.ts'

/** Bytes of the longest file. */
const mostBytes = 64 * 1024

/** Paths that mean stdin. */
const stdinPaths: readonly (string | undefined)[] = ['-', '/dev/stdin', '/dev/fd/0']

/** Whether `path` of `--secret-file` means stdin. */
export function isStdin(path: string | undefined): boolean {
  return stdinPaths.includes(path)
}

export interface SecretFile {
  readonly text: string
  /** Whether other users may read it. */
  readonly exposed: boolean
}

/**
 * Reads the file of `--secret-file`, in UTF-8 or, with a byte order mark, UTF-16, which PowerShell writes.
 *
 * @param stdin read if the path means it
 * @throws Failure `usage` if it cannot be read or is longer than 64 KB
 */
export async function readSecretFile(path: string, stdin: AsyncIterable<Buffer>): Promise<SecretFile> {
  const name = isStdin(path) ? 'stdin' : excerpt(path)
  let bytes: Buffer
  try {
    bytes = await readBounded(isStdin(path) ? stdin : opened(path), mostBytes)
  } catch (error) {
    const values = { given: '--secret-file', path: name, why: systemErrorText(error) }
    throw new Failure('usage', say('{given}: cannot read {path}: {why}', values), { cause: error })
  }
  if (bytes.length > mostBytes)
    throw new Failure(
      'usage',
      say('--secret-file: {name} is longer than 64 KB; it must contain only the secret', { name }),
    )
  return { text: decoded(bytes), exposed: !isStdin(path) && isReadableByOthers(statSync(path)) }
}

/** Returns the warning for a file with secrets that other users may read. */
export function exposedWarning(path: string): string {
  return say('others on this machine can read {path}: chmod 600 it', { path: excerpt(path) })
}

/** Whether users other than the owner may read a file of this kind and mode. */
export function isReadableByOthers(stat: Pick<Stats, 'isFile' | 'mode'>): boolean {
  return process.platform !== 'win32' && stat.isFile() && (stat.mode & 0o077) !== 0
}

function opened(path: string): AsyncIterable<Buffer> {
  const fd = openSync(path, 'r')
  if (isatty(fd)) throw new Error(say('it is a terminal; give - to be asked for the secret'))
  return createReadStream('', { fd })
}

/** Decodes the bytes. What is not valid UTF-8 becomes U+FFFD. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return bytes.toString()
}
