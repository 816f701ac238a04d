import { commandLine } from './shell-word.ts'

/**
 * Returns the command that was typed, changed so that it trusts the server's key `pin` instead of the certificate. A secret
 * that was typed is left out: the program asks for it again.
 *
 * @param words the arguments after the program's name
 * @param platform a value of `process.platform`, whose shells the command is for
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
