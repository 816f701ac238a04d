import { closest } from '../base/closest.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { wrapWords } from '../base/word-wrap.ts'
import { completionScript } from './completion/scripts.ts'
import { type ShellName, shellNames, shells } from './completion/shells.ts'

/** How the script gets to where the shell looks for it, and what to know of it then. */
export const installSteps: readonly (readonly [where: string, lines: readonly string[]])[] = [
  [
    'bash, where the package bash-completion is installed',
    [
      'dir=~/.local/share/bash-completion/completions',
      'mkdir -p "$dir"',
      'gizwits-tail completion bash > "$dir/gizwits-tail"',
    ],
  ],
  ['bash without it: in ~/.bashrc', ['eval "$(gizwits-tail completion bash)"']],
  ['zsh', ['mkdir -p ~/.zfunc', 'gizwits-tail completion zsh > ~/.zfunc/_gizwits-tail']],
  [
    'and in ~/.zshrc; where compinit is called already, the first line before it',
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
export const afterInstall = 'Write it anew after an update. In bash, zsh and fish no Tab starts the program.'

export function installText(): string {
  const steps = installSteps.map(
    ([where, lines]) => `  ${where}:\n${lines.map(line => `    ${line}\n`).join('')}`,
  )
  return `Install it once:\n\n${steps.join('\n')}\n${wrapWords(afterInstall, 80).join('\n')}\n`
}

/**
 * The completion script of a shell.
 *
 * @throws Failure `usage` where there is no such shell
 */
export function completionCommand(shell: string | undefined): string {
  return completionScript(known(shell))
}

function known(shell: string | undefined): ShellName {
  const list = `${shellNames.slice(0, -1).join(', ')} or ${shellNames.at(-1)}`
  if (shell === undefined) throw new Failure('usage', `completion: no shell is named; it must be ${list}`)
  if (Object.hasOwn(shells, shell)) return shell as ShellName
  const near = closest(shell, shellNames)
  throw new Failure(
    'usage',
    `completion: there is none for ${excerpt(shell)}; it must be ${list}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}
