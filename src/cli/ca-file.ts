import { readFileSync } from 'node:fs'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { certificatesIn } from '../transport/certificates-in.ts'

/**
 * The certificates in a file, as PEM.
 *
 * @param option the option or variable that named the file, for messages
 * @throws Failure `usage` where the file cannot be read, holds no certificate, or one that is broken
 */
export function readCaFile(path: string, option: string): string {
  let content: Buffer
  try {
    content = readFileSync(path)
  } catch (cause) {
    throw new Failure('usage', `${option}: cannot read ${excerpt(path)}: ${(cause as Error).message}`, {
      cause,
    })
  }
  try {
    return certificatesIn(content)
  } catch (cause) {
    throw new Failure('usage', `${option}: ${excerpt(path)} ${(cause as Error).message}`, { cause })
  }
}
