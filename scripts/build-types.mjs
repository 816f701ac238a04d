// Builds dist/types/: the library's declarations, once for those who import it and once for those who require it.
// One set for both would tell TypeScript that index.cjs is an ES module, and it would then refuse a good require.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const out = 'dist/types'
const kinds = [
  { declaration: '.d.ts', code: '.js' },
  { declaration: '.d.cts', code: '.cjs' },
]

// `Buffer` is part of the face. Since TypeScript 6 a project sees no types of Node's that nothing asks for.
const head = '/// <reference types="node" />\n'

const relative = /(?<=(?:from |import\()')(\.[^']+)\.ts(?=')/g

const raw = mkdtempSync(join(tmpdir(), 'gizwits-tail-types-'))
try {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json', '--outDir', raw], { stdio: 'inherit' })
  rmSync(out, { recursive: true, force: true })
  for (const [module, text] of reachable('index')) {
    mkdirSync(dirname(join(out, module)), { recursive: true })
    for (const { declaration, code } of kinds) {
      const body = text.replaceAll(relative, `$1${code}`)
      writeFileSync(join(out, `${module}${declaration}`), module === 'index' ? head + body : body)
    }
  }
} finally {
  rmSync(raw, { recursive: true, force: true })
}

/** The declarations that a module leads to, by its path without an ending: what only our code imports stays out. */
function reachable(module, found = new Map()) {
  if (found.has(module)) return found
  const text = readFileSync(join(raw, `${module}.d.ts`), 'utf8')
  found.set(module, text)
  for (const [, target] of text.matchAll(relative)) reachable(join(dirname(module), target), found)
  return found
}
