// Builds dist/: the command line as one CommonJS file, with what is imported lazily staying lazy inside it, and the
// library as ESM and CommonJS. Types come from tsc.
import { readdir, rm } from 'node:fs/promises'
import { build } from 'esbuild'
import { folded } from './build/folded.mjs'

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  legalComments: 'none',
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

const whole = { ...program, plugins: [folded(rare, program)] }

// Not the binaries: they take minutes.
const old = (await readdir('dist').catch(() => [])).filter(name => name !== 'bin')
await Promise.all(old.map(name => rm(`dist/${name}`, { recursive: true, force: true })))
await Promise.all([
  build({
    ...program,
    entryPoints: ['src/cli/bin.ts'],
    outfile: 'dist/gizwits-tail.cjs',
    plugins: [folded({ './main.ts': 'src/cli/main.ts' }, whole)],
  }),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm' }),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.cjs', format: 'cjs' }),
])
