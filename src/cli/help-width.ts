import { fstatSync } from 'node:fs'

/** Wider lines are hard to read, and the examples have this width. */
export const mostHelpWidth = 80

/** Returns how many cells wide the lines of help are on stdout: as wide as a narrow terminal. */
export function helpWidth(): number {
  // Only for a terminal, since `process.stdout` takes 4 ms to load.
  return Math.min(mostHelpWidth, (isCharacterDevice(1) && process.stdout.columns) || mostHelpWidth)
}

function isCharacterDevice(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice()
  } catch {
    return false
  }
}
