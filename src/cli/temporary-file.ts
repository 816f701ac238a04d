import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../base/failure.ts'
import { systemErrorText } from '../base/system-error.ts'
import { say } from '../language/say.ts'

/**
 * Writes a file that only this user can read, and returns its path. The file is in a new folder, so that nobody can have
 * created a link in its place. Both are removed when the process exits, unless by SIGKILL.
 *
 * @throws Failure `output` if it cannot be written
 */
export function temporaryFile(name: string, content: string): string {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  } catch (error) {
    throw new Failure(
      'output',
      say('cannot write a temporary file: {why}', { why: systemErrorText(error) }),
      {
        hint: say('TMPDIR must name a folder that can be written to.'),
        cause: error,
      },
    )
  }
}
