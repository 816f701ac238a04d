import { notesOf } from './changelog.mjs'

/**
 * Makes sure that a tag names what it stands on: the version of the package, which the changelog has a section for. The
 * install script must take releases, which before the first one it does not.
 *
 * @throws where it does not
 */
export function checkTag(tag, { version, changelog, installer }) {
  if (tag !== `v${version}`)
    throw new Error(`the tag is ${tag}; package.json says ${version}, so it must be v${version}`)
  notesOf(changelog, version)
  if (!/^released=yes$/m.test(installer))
    throw new Error('scripts/install.sh says released=no; with a release it must be released=yes')
}
