import { notesOf } from './changelog.mjs'

/**
 * Makes sure that a tag names what it stands on: the version of the package, of which the changelog tells.
 *
 * @throws where it does not
 */
export function checkTag(tag, { version, changelog }) {
  if (tag !== `v${version}`)
    throw new Error(`the tag is ${tag}; package.json says ${version}, so it must be v${version}`)
  notesOf(changelog, version)
}
