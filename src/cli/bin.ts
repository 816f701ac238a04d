import { writeSync } from 'node:fs'
import { version } from './version.ts'

// Without a listener Node opens its inspector, which runs code for whoever connects to it.
process.on('SIGUSR1', () => {})

const words = process.argv.slice(2)
if (!printedVersion()) void import('./main.ts').then(({ main }) => main(words))

/**
 * The one question that can be answered without the program, and scripts ask it often. False where something
 * else was asked, or stdout does not take the answer: why is told by the program.
 */
function printedVersion(): boolean {
  if (words.length !== 1 || (words[0] !== '--version' && words[0] !== '-V')) return false
  try {
    writeSync(1, `${version}\n`)
    return true
  } catch {
    return false
  }
}
