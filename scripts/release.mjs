// The steps of a release that are ours; .github/workflows/release.yml has their order.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checksums } from './package/checksums.mjs'
import { notesOf } from './release/changelog.mjs'
import { checkTag } from './release/check-tag.mjs'
import { tryArchives } from './release/try-archives.mjs'

const { version } = JSON.parse(await readFile('package.json', 'utf8'))
const changelog = await readFile('CHANGELOG.md', 'utf8')
const installer = await readFile('scripts/install.sh', 'utf8')

const steps = {
  'check-tag': { takes: 'TAG', run: tag => checkTag(tag, { version, changelog, installer }) },
  notes: { takes: 'FILE', run: file => writeFile(file, notesOf(changelog, version)) },
  try: {
    takes: 'DIR',
    async run(folder) {
      for (const archive of await tryArchives(folder, version)) console.log(`${archive}: runs`)
    },
  },
  sums: {
    takes: 'DIR',
    async run(folder) {
      const files = (await readdir(folder)).filter(its => its.startsWith('gizwits-tail-'))
      await writeFile(join(folder, 'SHA256SUMS'), await checksums(files.map(its => join(folder, its))))
    },
  },
}

const [name, argument] = process.argv.slice(2)
if (!Object.hasOwn(steps, name) || argument === undefined) {
  const usage = Object.entries(steps).map(
    ([step, { takes }]) => `  node scripts/release.mjs ${step} ${takes}`,
  )
  console.error(`error: a step of a release, and what it is for, must be given:\n${usage.join('\n')}`)
  process.exitCode = 2
} else {
  try {
    await steps[name].run(argument)
  } catch (error) {
    console.error(`error: ${error.message}`)
    process.exitCode = 1
  }
}
