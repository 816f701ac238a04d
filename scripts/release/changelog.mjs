/**
 * Returns what a changelog says of a version: the text between its heading and the next one of the same rank.
 *
 * @param {string} changelog
 * @param {string} version
 * @throws {Error} where it says nothing
 */
export function notesOf(changelog, version) {
  const lines = changelog.split('\n')
  const start = lines.findIndex(line => line.startsWith(`## [${version}]`))
  if (start < 0) throw new Error(`CHANGELOG.md has no heading "## [${version}]"`)
  const rest = lines.slice(start + 1)
  const end = rest.findIndex(line => /^## |^\[[^\]]+\]: /.test(line))
  const text = rest
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trim()
  if (text === '') throw new Error(`CHANGELOG.md says nothing under "## [${version}]"`)
  return `${text}\n`
}
