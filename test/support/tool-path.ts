import { accessSync, chmodSync, constants, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a program lies on this system's PATH; undefined where there is none. */
export function whereIs(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {}
  }
  return undefined
}

/**
 * Makes a folder that can be all of a PATH: with these programs of the system, those that it has, and with these
 * made up ones, by name and shell script.
 */
export function toolPath(folder: string, real: readonly string[], madeUp: Record<string, string>): string {
  mkdirSync(folder, { recursive: true })
  for (const name of real) {
    const file = whereIs(name)
    if (file && !(name in madeUp)) symlinkSync(file, join(folder, name))
  }
  for (const [name, script] of Object.entries(madeUp)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}
