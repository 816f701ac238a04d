import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import type { Command } from './child.ts'

/** Returns the command; undefined where the program is not installed. */
export function onPath(name: string, ...args: string[]): Command | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
  const file = folders.map(folder => join(folder, name)).find(isExecutable)
  return file === undefined ? undefined : [file, ...args]
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
