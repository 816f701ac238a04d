import { readFile } from 'node:fs/promises'
import { nodeLicence } from './base-node.mjs'
import { executableName } from './targets.mjs'

/** @import { Target } from './targets.mjs' */

/** What goes beside the executable: by its name there, where it comes from. */
const companions = {
  LICENSE: 'LICENSE',
  'README.md': 'README.md',
  'README.zh-CN.md': 'README.zh-CN.md',
  // Both READMEs show it.
  'docs/screen.svg': 'docs/screen.svg',
  'docs/watch.svg': 'docs/watch.svg',
  'THIRD-PARTY-LICENSES.txt': 'dist/THIRD-PARTY-LICENSES.txt',
  'man/gizwits-tail.1': 'man/gizwits-tail.1',
}

/**
 * Returns the files of an archive, sorted by name.
 *
 * @param {string} folder the name of the folder that holds all of them
 * @param {Target} target
 * @param {string} executable a path
 * @param {AbortSignal} signal
 */
export async function contentsOf(folder, target, executable, signal) {
  const files = [
    { name: executableName(target), bytes: await readFile(executable), mode: 0o755 },
    { name: 'NODE-LICENSE.txt', bytes: await nodeLicence(signal), mode: 0o644 },
  ]
  for (const [name, path] of Object.entries(companions))
    files.push({ name, bytes: await readFile(path), mode: 0o644 })
  return files
    .map(file => ({ ...file, name: `${folder}/${file.name}` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
