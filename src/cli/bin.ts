import { readFileSync, writeSync } from 'node:fs'
import { completeCommand } from './commands.ts'
import { helpWidth, mostHelpWidth } from './help-width.ts'
import { hideCommandLine } from './hide-secret.ts'
import { localeLanguage } from './locale-language.ts'
import { systemInfo } from './system-info.ts'
import { version } from './version.ts'

// Without a listener Node opens its inspector on this signal, which runs code for whoever connects to it.
process.on('SIGUSR1', () => {})

const words = process.argv.slice(2)
hideCommandLine(words)
if (words[0] === completeCommand) {
  void import('./completion/answer-shell.ts').then(async ({ answerInLanguage }) =>
    written(await answerInLanguage(words.slice(1), () => readFileSync(0, 'utf8'), systemInfo())),
  )
} else {
  void knownText().then(async text => {
    if (text === undefined || !written(text)) await import('./main.ts').then(({ main }) => main(words))
  })
}

/**
 * Returns what is printed if the version or the help is all that is asked for. Scripts ask often for the version, and who
 * needs help does not want to wait, so the program is not loaded for it.
 */
async function knownText(): Promise<string | undefined> {
  const [word, more] = words
  if (more !== undefined) return undefined
  if (word === '--version' || word === '-V') return `${version}\n`
  if (word !== '--help' && word !== '-h') return undefined
  if (localeLanguage(process.env) !== 'en' || helpWidth() < mostHelpWidth) return undefined
  return (await import('./help-pages.ts')).helpPages[word]
}

/** Writes to stdout, and returns whether that was possible; if not, the program reports why. */
function written(text: string): boolean {
  let rest = Buffer.from(text)
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest))
  } catch (error) {
    // A pipe that is full and does not block.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false
    process.stdout.write(rest)
  }
  return true
}
