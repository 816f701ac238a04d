import { importsOf } from './source-files.mjs'

/**
 * Returns the circles of files that import each other, each once.
 *
 * @param {readonly string[]} files
 * @param {{ types: boolean }} options whether imports of types count
 */
export function circles(files, { types }) {
  const importedBy = new Map(
    files.map(file => [
      file,
      importsOf(file).flatMap(({ target, isType }) => (types || !isType ? target : [])),
    ]),
  )
  /** Files whose circles are all found. @type {Set<string>} */
  const done = new Set()
  /** @type {string[][]} */
  const found = []
  /** @type {string[]} */
  const path = []
  for (const file of files) visit(file)
  return found

  /** @param {string} file */
  function visit(file) {
    const at = path.indexOf(file)
    if (at >= 0) found.push(path.slice(at))
    if (at >= 0 || done.has(file)) return
    path.push(file)
    for (const target of importedBy.get(file) ?? []) visit(target)
    path.pop()
    done.add(file)
  }
}
