import { commandLine } from './shell-word.ts'

/**
 * The command that was typed, as one that trusts the server's key `pin` and nothing else of its certificate. A
 * secret that was typed is left out: it is asked for again.
 *
 * @param words what followed the program's name
 * @param platform whose shells it is for, a value of `process.platform`
 */
export function trustCommand(words: readonly string[], pin: string, platform: string): string {
  const kept: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    const typed = word === '--secret'
    if (typed || word.startsWith('--secret=')) kept.push('--secret-file', '-')
    else kept.push(word)
    if (typed) i++
  }
  return commandLine(['gizwits-tail', '-k', '--pin', pin, ...kept], platform)
}
