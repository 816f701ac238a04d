import { closest } from '../base/closest.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { wrapWords } from '../base/word-wrap.ts'
import { choiceText } from '../language/list-text.ts'
import { say, type Text } from '../language/say.ts'
import { type ShellName, shellNames, shells } from './completion/shells.ts'
import { shellWord } from './shell-word.ts'
import { version } from './version.ts'

/** How to install the script of each shell. */
export const installSteps: readonly (readonly [where: Text, lines: readonly string[]])[] = [
  [
    'bash with the package bash-completion',
    [
      'dir=~/.local/share/bash-completion/completions',
      'mkdir -p "$dir"',
      'gizwits-tail completion bash > "$dir/gizwits-tail"',
    ],
  ],
  ['bash without it: in ~/.bashrc', ['eval "$(gizwits-tail completion bash)"']],
  ['zsh', ['mkdir -p ~/.zfunc', 'gizwits-tail completion zsh > ~/.zfunc/_gizwits-tail']],
  [
    'and in ~/.zshrc; if that calls compinit already, add the first line before it',
    ['fpath=(~/.zfunc $fpath)', 'autoload -Uz compinit && compinit'],
  ],
  [
    'fish',
    [
      'mkdir -p ~/.config/fish/completions',
      'gizwits-tail completion fish > ~/.config/fish/completions/gizwits-tail.fish',
    ],
  ],
  ['PowerShell: in $PROFILE', ['gizwits-tail completion powershell | Out-String | Invoke-Expression']],
]
export const afterInstall =
  'The script asks the program at each Tab, so an update needs no new one. To complete an alias in bash: complete -o nospace -F _gizwits_tail ALIAS'

export function installText(): string {
  const steps = installSteps.map(
    ([where, lines]) =>
      `  ${say('{title}:', { title: say(where) })}\n${lines.map(line => `    ${line}\n`).join('')}`,
  )
  return `${say('Install it once:')}\n\n${steps.join('\n')}\n${wrapWords(say(afterInstall), 80).join('\n')}\n`
}

/**
 * Returns the completion script of a shell.
 *
 * @param program what the script runs: a name on PATH, or a path
 * @throws Failure `usage` if there is no such shell
 */
export function completionScript(shell: string | undefined, program: string): string {
  const name = shellNameOf(shell)
  // zsh looks in the first line for the command that a file completes.
  const first = name === 'zsh' ? '#compdef gizwits-tail\n' : ''
  const origin = `# ${name} completion for gizwits-tail ${version}, written by: gizwits-tail completion ${name}\n`
  return first + origin + shells[name].script(shellWord(program))
}

function shellNameOf(shell: string | undefined): ShellName {
  const list = choiceText(shellNames)
  if (shell === undefined)
    throw new Failure('usage', say('completion: no shell is named; it must be {list}', { list }))
  if (Object.hasOwn(shells, shell)) return shell as ShellName
  const near = closest(shell, shellNames)
  throw new Failure(
    'usage',
    say('completion: there is no script for {shell}; it must be {list}', { shell: excerpt(shell), list }),
    near === undefined ? {} : { hint: say('Did you mean {near}?', { near }) },
  )
}

/**
 * Returns the program that a completion script runs: its name, or, if npx runs it, the path of the link that npx has
 * found, because that may be on no other PATH.
 *
 * @param link the path by which the program was started, as `process.argv[1]`
 * @param env the environment, in which npm notes how it runs a program
 */
export function programToAsk(
  link: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const byNpx = env.npm_lifecycle_event === 'npx'
  return byNpx && link?.endsWith('/gizwits-tail') ? link : 'gizwits-tail'
}
