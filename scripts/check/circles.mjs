import { importsOf } from './source-files.mjs'

/**
 * Returns the circles of files that import each other, types too, each once.
 *
 * @param {readonly string[]} files
 */
export function circles(files) {
  const importedBy = new Map(files.map(file => [file, importsOf(file).map(({ target }) => target)]))
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
