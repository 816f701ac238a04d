import { readFileSync, writeSync } from 'node:fs'
import { completeCommand } from './commands.ts'
import { hideCommandLine } from './hide-secret.ts'
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
} else if (!asksVersion() || !written(`${version}\n`)) {
  void import('./main.ts').then(({ main }) => main(words))
}

/** Whether the version is all that is asked for. Scripts ask often, so the program is not loaded for it. */
function asksVersion(): boolean {
  return words.length === 1 && (words[0] === '--version' || words[0] === '-V')
}

/** Writes to stdout, and returns whether that was possible; if not, the program reports why. */
function written(text: string): boolean {
  try {
    writeSync(1, text)
    return true
  } catch {
    return false
  }
}
