import { readFile } from 'node:fs/promises'
import { nodeLicence } from './base-node.mjs'
import { executableOf } from './targets.mjs'

/** What goes beside the executable: its name there, and where it comes from. */
const companions = [
  { name: 'LICENSE', path: 'LICENSE' },
  { name: 'README.md', path: 'README.md' },
  { name: 'README.zh-CN.md', path: 'README.zh-CN.md' },
  // Both show it.
  { name: 'docs/screen.svg', path: 'docs/screen.svg' },
  { name: 'THIRD-PARTY-LICENSES.txt', path: 'dist/THIRD-PARTY-LICENSES.txt' },
  { name: 'man/gizwits-tail.1', path: 'man/gizwits-tail.1' },
]

/** The files of an archive, all in one folder called `folder`, by name. */
export async function contentsOf(folder, target, executable, signal) {
  const files = [
    { name: executableOf(target), bytes: await readFile(executable), mode: 0o755 },
    { name: 'NODE-LICENSE.txt', bytes: await nodeLicence(signal), mode: 0o644 },
  ]
  for (const { name, path } of companions) files.push({ name, bytes: await readFile(path), mode: 0o644 })
  return files
    .map(file => ({ ...file, name: `${folder}/${file.name}` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
