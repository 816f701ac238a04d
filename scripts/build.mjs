// Builds dist/: the command line as CommonJS, with what is imported lazily staying lazy inside it, and the library
// as ESM and CommonJS. Types come from tsc.
import { rm } from 'node:fs/promises'
import { build } from 'esbuild'

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

/**
 * Large parts that few runs need, each a file of its own beside the program: Node reads a file through before it
 * runs the first line of it, and these two would be two thirds of it.
 */
const apart = { 'certificate.cjs': 'src/simulator/certificate.ts', 're2js.cjs': 're2js' }

const keepApart = {
  name: 'keep-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^(re2js|\.\/certificate\.ts)$/ }, ({ path, kind }) => {
      if (kind !== 'dynamic-import') return undefined
      return { path: path === 're2js' ? './re2js.cjs' : './certificate.cjs', external: true }
    })
  },
}

await rm('dist', { recursive: true, force: true })
await Promise.all([
  build({
    ...program,
    entryPoints: ['src/cli/bin.ts'],
    outfile: 'dist/gizwits-tail.cjs',
    plugins: [keepApart],
  }),
  ...Object.entries(apart).map(([file, entry]) =>
    build({ ...program, entryPoints: [entry], outfile: `dist/${file}` }),
  ),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.js', format: 'esm' }),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.cjs', format: 'cjs' }),
])
