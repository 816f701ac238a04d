import { accessSync, chmodSync, constants, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Returns the path of a program on PATH; undefined if it is not installed. */
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
 * Creates a folder to use as PATH, with programs of the system, if installed, and with fake ones, by name and shell
 * script.
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
