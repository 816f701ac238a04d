import { notesOf } from './changelog.mjs'

/**
 * Checks that a tag is that of the package's version, that the changelog has a section for it, and that the install
 * script takes releases, which it does not before the first one.
 *
 * @param {string} tag
 * @param {{ version: string, changelog: string, installer: string }} release
 * @throws {Error} where one of these is not so
 */
export function checkTag(tag, { version, changelog, installer }) {
  if (tag !== `v${version}`)
    throw new Error(`the tag is ${tag}; package.json says ${version}, so it must be v${version}`)
  notesOf(changelog, version)
  if (!/^released=yes$/m.test(installer))
    throw new Error('scripts/install.sh says released=no; with a release it must be released=yes')
}
