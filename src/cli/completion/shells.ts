import { bash } from './bash.ts'
import { fish } from './fish.ts'
import { powershell } from './powershell.ts'
import type { Shell } from './shell.ts'
import { zsh } from './zsh.ts'

/** The shells that completion works in. */
export const shells = { bash, zsh, fish, powershell } as const satisfies Record<string, Shell>

export type ShellName = keyof typeof shells

export const shellNames = Object.keys(shells) as ShellName[]
