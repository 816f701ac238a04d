import { readFileSync } from 'node:fs'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { systemErrorText } from '../base/system-error.ts'
import { say } from '../language/say.ts'
import { certificatesIn } from '../transport/certificates-in.ts'

/**
 * Reads the certificates of a file, as PEM.
 *
 * @param option the option or variable that names the file, for messages
 * @throws Failure `usage` if the file cannot be read, has no certificate, or has a broken one
 */
export function readCaFile(path: string, option: string): string {
  let content: Buffer
  try {
    content = readFileSync(path)
  } catch (cause) {
    const values = { given: option, path: excerpt(path), why: systemErrorText(cause) }
    throw new Failure('usage', say('{given}: cannot read {path}: {why}', values), { cause })
  }
  try {
    return certificatesIn(content)
  } catch (cause) {
    throw new Failure(
      'usage',
      say('{what}: {said}', { what: option, said: `${excerpt(path)} ${(cause as Error).message}` }),
      { cause },
    )
  }
}
