import { readFileSync } from 'node:fs'
import { posix } from 'node:path'

const mostLines = 200
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.[a-z]+$/

/**
 * Returns what is wrong with the name and the length of a file. Files of tests may be of any length: each of their tests
 * is read by itself.
 *
 * @param {string} file
 */
export function formFaults(file) {
  const faults = []
  if (!kebabCase.test(posix.basename(file))) faults.push(`${file}: its name must be in kebab-case`)
  const lines = readFileSync(file, 'utf8').split('\n').length - 1
  if (lines > mostLines && !file.endsWith('.test.ts'))
    faults.push(`${file}: it has ${lines} lines; the most is ${mostLines}`)
  return faults
}
