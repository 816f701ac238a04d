import { commandLine } from './shell-word.ts'

/**
 * Returns the command that was typed, changed so that it trusts the server's key `pin` instead of the certificate. A secret
 * that was typed is left out: the program asks for it again. The password of a proxy becomes `***`.
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
    else kept.push(proxyPassword(word, words[i - 1]))
    if (typed) i++
  }
  return commandLine(['gizwits-tail', '-k', '--pin', pin, ...kept], platform)
}

/** The word, without a password if it is the URL of a proxy. */
function proxyPassword(word: string, before: string | undefined): string {
  const isProxy = before === '--proxy' || word.startsWith('--proxy=')
  return isProxy ? word.replace(/^((?:--proxy=)?(?:[\w+.-]+:\/\/)?[^:/@]*):(?!\/\/).*@/, '$1:***@') : word
}
