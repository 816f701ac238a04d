import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Licences under which code may be shipped in ours, as long as their text comes with it. */
const allowed = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0']

const licenceFile = /^licen[cs]e|^copying/i
/** What section 4 of Apache-2.0 wants passed on, and what others put beside their licence. */
const noticeFile = /^(copyright)?notice/i

const rule = '-'.repeat(80)

/**
 * Returns the licences of the packages that files belong to, as one text to ship. Packages with the same text share it.
 * The order of the files does not matter.
 *
 * @param {Iterable<string>} files paths; those outside of any node_modules are ours
 * @throws {Error} where a package has no text of its licence, or a licence that is not allowed
 */
export function thirdPartyLicences(files) {
  const folders = new Set([...files].flatMap(file => packageFolder(file) ?? []))
  const packages = [...folders].map(readPackage).sort((a, b) => (a.title < b.title ? -1 : 1))
  /** @type {Map<string, Set<string>>} */
  const titlesOf = new Map()
  for (const { title, text } of packages) titlesOf.set(text, (titlesOf.get(text) ?? new Set()).add(title))
  return [
    'gizwits-tail has code of these packages in it.\n',
    ...[...titlesOf].map(([text, titles]) => `${[...titles].join('\n')}\n\n${text}\n`),
  ].join(`\n${rule}\n\n`)
}

/**
 * Returns the folder of the package that a file belongs to: the one in the last node_modules of its path.
 *
 * @param {string} file
 */
function packageFolder(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]
}

/** @param {string} folder */
function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const title = `${name} ${version} (${license})`
  if (!allowed.includes(license)) {
    throw new Error(
      `${folder}: its licence is ${JSON.stringify(license)}; what is bundled must be under one of ${allowed.join(', ')}`,
    )
  }
  const names = readdirSync(folder).sort()
  const licences = names.filter(file => licenceFile.test(file))
  if (licences.length === 0) {
    throw new Error(
      `${folder}: what is bundled must bring the text of its licence; there is ${names.join(', ')}`,
    )
  }
  const notices = names.filter(file => noticeFile.test(file))
  return { title, text: [...licences, ...notices].map(file => textOf(join(folder, file))).join('\n\n') }
}

/** @param {string} file */
function textOf(file) {
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll(/[ \t]*\r?\n/g, '\n')
    .trim()
}
