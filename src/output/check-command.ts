import { spawnSync } from 'node:child_process'
import { Failure } from '../base/failure.ts'
import { excerpt, messageText } from '../base/safe-text.ts'
import { say } from '../language/say.ts'

/** The assignments that a command begins with, and its first word, where all are without quotes and expansions. */
const plainBeginning = /^\s*((?:[A-Za-z_]\w*=[\w./:@%+,-]*\s+)*)([\w./@%+~][\w./@%+~-]*)(?=[\s;|&<>()]|$)/

/**
 * Checks that a shell can run the command: that it can be parsed, and that its first word, if it is plain, names a
 * program, a builtin or a keyword. What else the command uses is not known before it runs. On Windows nothing is checked.
 *
 * @throws Failure `usage`
 */
export function checkCommand(command: string, env: NodeJS.ProcessEnv, platform = process.platform): void {
  if (platform === 'win32') return
  const sh = (...words: string[]) => spawnSync('/bin/sh', words, { env, encoding: 'utf8' })
  const { status, stderr, error } = sh('-n', '-c', command)
  if (status !== 0) {
    const said = error?.message ?? stderr.trim().split('\n').at(-1)!
    throw new Failure(
      'usage',
      say("--exec: '{command}' is no shell command: {why}", {
        command: excerpt(command),
        why: messageText(said),
      }),
    )
  }
  const [, assignments, word] = plainBeginning.exec(command) ?? []
  if (word === undefined) return
  // Some shells find a file whose name has a slash whether or not it can be executed.
  const isExecutable = '[ -f "$it" ] && [ -x "$it" ]'
  const find = `${assignments}\nit=$(command -v ${word}) && case $it in */*) ${isExecutable};; esac`
  if (sh('-c', find).status === 0) return
  const message = word.includes('/')
    ? say('--exec: the command {word} does not exist or is not executable', { word })
    : say('--exec: the command {word} is not found in PATH', { word })
  throw new Failure('usage', message)
}
