// Builds dist/: the command line as one CommonJS file, with what is imported lazily staying lazy inside it, and the
// library as ESM and CommonJS, and the licences of what is in them. Types come from build-types.mjs.
import { readdir, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { bundledFiles } from './build/bundled-files.mjs'
import { folded } from './build/folded.mjs'
import { thirdPartyLicences } from './build/third-party.mjs'

const files = new Set()
const noted = bundledFiles(files)

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  legalComments: 'none',
  plugins: [noted],
}

/** CommonJS for the command line. Some bundled libraries ask where they lie. */
const program = {
  ...common,
  format: 'cjs',
  minify: true,
  define: { 'import.meta.url': '__module.url' },
  banner: { js: 'const __module={get url(){return require("node:url").pathToFileURL(__filename).href}};' },
}

/** What a run may not need: parts that few do, and all of it to tell a version. */
const parts = {
  './main.ts': 'src/cli/main.ts',
  './certificate.ts': 'src/simulator/certificate.ts',
  re2js: 're2js',
  ora: 'ora',
}

// Not the binaries: they take minutes.
const old = (await readdir('dist').catch(() => [])).filter(name => name !== 'bin')
await Promise.all(old.map(name => rm(`dist/${name}`, { recursive: true, force: true })))
await Promise.all([
  folded(parts, program).then(options =>
    build({ ...options, entryPoints: ['src/cli/bin.ts'], outfile: 'dist/gizwits-tail.cjs' }),
  ),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm' }),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.cjs', format: 'cjs' }),
])
await writeFile('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicences(files))
