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
  define: { 'import.meta.url': '__moduleUrl' },
  banner: { js: 'const __moduleUrl=require("node:url").pathToFileURL(__filename).href;' },
}

/** What a run may not need: parts that few do, and all of it to tell a version. */
const rare = {
  './certificate.ts': 'src/simulator/certificate.ts',
  re2js: 're2js',
  ora: 'ora',
}

const whole = { ...program, plugins: [noted, folded(rare, program)] }

// Not the binaries: they take minutes.
const old = (await readdir('dist').catch(() => [])).filter(name => name !== 'bin')
await Promise.all(old.map(name => rm(`dist/${name}`, { recursive: true, force: true })))
await Promise.all([
  build({
    ...program,
    entryPoints: ['src/cli/bin.ts'],
    outfile: 'dist/gizwits-tail.cjs',
    plugins: [noted, folded({ './main.ts': 'src/cli/main.ts' }, whole)],
  }),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm' }),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.cjs', format: 'cjs' }),
])
await writeFile('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicences(files))
