import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Licences under which code may be shipped inside ours, as long as their text comes along. */
const allowed = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0']

const licenceFile = /^licen[cs]e|^copying/i
/** What Apache-2.0 wants passed on, in its section 4, and what others put beside their licence. */
const noticeFile = /^(copyright)?notice/i

const rule = '-'.repeat(80)

/**
 * The licences of the packages that these files are of, as one text to ship. Packages with the same words
 * share them. The same files give the same text, in whatever order they come.
 *
 * @param files paths; those outside of any node_modules are ours
 * @throws Error where a package lacks the text of its licence, or has one that is not allowed
 */
export function thirdPartyLicences(files) {
  const folders = new Set([...files].flatMap(file => packageFolder(file) ?? []))
  const packages = [...folders].map(readPackage).sort((a, b) => (a.title < b.title ? -1 : 1))
  const byWords = new Map()
  for (const { title, words } of packages) byWords.set(words, (byWords.get(words) ?? new Set()).add(title))
  return [
    'gizwits-tail has code of these packages in it.\n',
    ...[...byWords].map(([words, titles]) => `${[...titles].join('\n')}\n\n${words}\n`),
  ].join(`\n${rule}\n\n`)
}

/** The folder of the package that a file is of: what follows the last node_modules. */
function packageFolder(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]
}

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const title = `${name} ${version} (${license})`
  if (!allowed.includes(license)) {
    throw new Error(
      `${folder}: its licence is ${JSON.stringify(license)}; what is bundled must be under one of ${allowed.join(', ')}`,
    )
  }
  const names = readdirSync(folder).sort()
  const licences = names.filter(its => licenceFile.test(its))
  if (licences.length === 0) {
    throw new Error(
      `${folder}: what is bundled must bring the text of its licence; there is ${names.join(', ')}`,
    )
  }
  const notices = names.filter(its => noticeFile.test(its))
  return { title, words: [...licences, ...notices].map(its => textOf(join(folder, its))).join('\n\n') }
}

function textOf(file) {
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll(/[ \t]*\r?\n/g, '\n')
    .trim()
}
