// Builds dist/: the command line as one CommonJS file, the library as ESM and CommonJS, and the licences of the packages
// that are in them. build-types.mjs adds the types.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { bundledFiles } from './build/bundled-files.mjs'
import { evaluated } from './build/evaluated.mjs'
import { oneFile } from './build/one-file.mjs'
import { thirdPartyLicences } from './build/third-party.mjs'

/** @type {Set<string>} */
const files = new Set()

const common = /** @type {const} */ ({
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  legalComments: 'none',
})
const plugins = [bundledFiles(files)]

const program = {
  ...common,
  plugins: [
    ...plugins,
    await evaluated('src/cli/completion/completion-model.ts'),
    await evaluated('src/cli/help-pages.ts'),
  ],
  minify: true,
  // Some bundled libraries ask for the path of their module.
  define: { 'import.meta.url': '__module.url' },
}

/** What many runs import, or those that must start quickly. */
const ready = [
  'src/cli/main.ts',
  'src/cli/help-pages.ts',
  'src/cli/tail-command.ts',
  'src/cli/event-tests.ts',
  'src/cli/completion/answer-shell.ts',
  'src/simulator/broker.ts',
  'src/simulator/products.ts',
]

// The binaries stay: they take minutes.
await mkdir('dist', { recursive: true })
const old = (await readdir('dist')).filter(name => name !== 'bin')
await Promise.all(old.map(name => rm(`dist/${name}`, { recursive: true, force: true })))
const library = { ...common, plugins, entryPoints: ['src/index.ts'] }
await Promise.all([
  oneFile('src/cli/bin.ts', ready, program).then(code => writeFile('dist/gizwits-tail.cjs', code)),
  build({ ...library, outfile: 'dist/index.js', format: 'esm' }),
  build({ ...library, outfile: 'dist/index.cjs', format: 'cjs' }),
])
await writeFile('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicences(files))
