import { version } from '../version.ts'
import { bashScript } from './bash.ts'
import { fishScript } from './fish.ts'
import { powershellScript } from './powershell.ts'
import type { ShellName } from './shells.ts'
import { zshScript } from './zsh.ts'

const bodies = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
} satisfies Record<ShellName, () => string>

/** The completion of a shell. Those of bash, zsh and fish are complete in themselves, so that no Tab has to start this program. */
export function completionScript(shell: ShellName): string {
  // zsh finds what a file completes in its first line.
  const first = shell === 'zsh' ? '#compdef gizwits-tail\n' : ''
  const origin = `# ${shell} completion for gizwits-tail ${version}, written by: gizwits-tail completion ${shell}\n`
  return first + origin + bodies[shell]()
}
