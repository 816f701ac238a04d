import type { Described } from '../option-table.ts'

/** The shells that completion is written for. */
export const shells = {
  bash: { about: 'bash 4 or newer' },
  zsh: { about: 'zsh 5.1 or newer' },
  fish: { about: 'fish 3.1 or newer' },
  powershell: { about: 'PowerShell 5.1 or newer' },
} as const satisfies Described

export type ShellName = keyof typeof shells

export const shellNames = Object.keys(shells) as ShellName[]
