// Builds dist/: the command line as one CommonJS file, the library as ESM and CommonJS, and the licences of the packages
// that are in them. build-types.mjs adds the types.
import { readdir, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { bundledFiles } from './build/bundled-files.mjs'
import { evaluated } from './build/evaluated.mjs'
import { withLazyParts } from './build/lazy-parts.mjs'
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

/** @type {import('./build/lazy-parts.mjs').ProgramOptions} */
const program = {
  ...common,
  plugins: [...plugins, await evaluated('src/cli/completion/completion-model.ts')],
  format: 'cjs',
  minify: true,
  // Lazy parts run in a context that has `require` alone, also for Node's own modules.
  supported: { 'dynamic-import': false },
  // Some bundled libraries ask for the path of their module.
  define: { 'import.meta.url': '__module.url' },
  banner: { js: 'const __module={get url(){return require("node:url").pathToFileURL(__filename).href}};' },
}

/** What a run may not need: parts that few runs do, and all of the program to print its version or to complete a word. */
const lazyParts = {
  './main.ts': 'src/cli/main.ts',
  './completion/answer-shell.ts': 'src/cli/completion/answer-shell.ts',
  './chinese/chinese.ts': 'src/cli/chinese/chinese.ts',
  re2js: 're2js',
  ora: 'ora',
  'smol-toml': 'smol-toml',
}

// The binaries stay: they take minutes.
const old = (await readdir('dist').catch(() => [])).filter(name => name !== 'bin')
await Promise.all(old.map(name => rm(`dist/${name}`, { recursive: true, force: true })))
const library = { ...common, plugins, entryPoints: ['src/index.ts'] }
await Promise.all([
  withLazyParts(lazyParts, program).then(options =>
    build({ ...options, entryPoints: ['src/cli/bin.ts'], outfile: 'dist/gizwits-tail.cjs' }),
  ),
  build({ ...library, outfile: 'dist/index.js', format: 'esm' }),
  build({ ...library, outfile: 'dist/index.cjs', format: 'cjs' }),
])
await writeFile('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicences(files))
