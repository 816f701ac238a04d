// Our own steps of a release, in the order of .github/workflows/release.yml.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from './error-message.mjs'
import { checksums } from './package/checksums.mjs'
import { notesOf } from './release/changelog.mjs'
import { checkTag } from './release/check-tag.mjs'
import { manifests } from './release/manifests.mjs'
import { tryArchives } from './release/try-archives.mjs'

const project = JSON.parse(await readFile('package.json', 'utf8'))
const { version } = project
const changelog = await readFile('CHANGELOG.md', 'utf8')
const installer = await readFile('scripts/install.sh', 'utf8')

/** @type {Readonly<Record<string, { takes: string, run: (argument: string) => void | Promise<void> }>>} */
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
      const files = (await readdir(folder)).filter(file => file.startsWith('gizwits-tail-'))
      await writeFile(join(folder, 'SHA256SUMS'), await checksums(files.map(file => join(folder, file))))
    },
  },
  manifests: {
    takes: 'DIR',
    async run(folder) {
      const sums = await readFile(join(folder, 'SHA256SUMS'), 'utf8')
      for (const [file, text] of Object.entries(manifests(project, sums))) {
        await writeFile(join(folder, file), text)
      }
    },
  },
}

const [name = '', argument] = process.argv.slice(2)
const step = Object.hasOwn(steps, name) ? steps[name] : undefined
if (step === undefined || argument === undefined) {
  const usage = Object.entries(steps).map(([one, { takes }]) => `  node scripts/release.mjs ${one} ${takes}`)
  console.error(`error: a step of a release, and its argument, must be given:\n${usage.join('\n')}`)
  process.exitCode = 2
} else {
  try {
    await step.run(argument)
  } catch (error) {
    console.error(`error: ${messageOf(error)}`)
    process.exitCode = 1
  }
}
