import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** Creates a folder for the tests of a file, and removes it after them. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
