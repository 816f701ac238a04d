// Builds dist/types/: the declarations of the library, once for `import` and once for `require`. A single set would tell
// TypeScript that index.cjs is an ES module, and TypeScript would then refuse to require it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const out = 'dist/types'
const kinds = [
  { declaration: '.d.ts', code: '.js' },
  { declaration: '.d.cts', code: '.cjs' },
]

// `Buffer` is part of the interface, and since TypeScript 6 a project gets Node's types only on request.
const head = '/// <reference types="node" />\n'

const relativeImport = /(?<=(?:from |import\()')(\.[^']+)\.ts(?=')/g

const raw = mkdtempSync(join(tmpdir(), 'gizwits-tail-types-'))
try {
  const tsc = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json', '--outDir', raw], { stdio: 'inherit' })
  rmSync(out, { recursive: true, force: true })
  for (const [module, text] of reachable('index')) {
    mkdirSync(dirname(join(out, module)), { recursive: true })
    for (const { declaration, code } of kinds) {
      const body = text.replaceAll(relativeImport, `$1${code}`)
      writeFileSync(join(out, `${module}${declaration}`), module === 'index' ? head + body : body)
    }
  }
} finally {
  rmSync(raw, { recursive: true, force: true })
}

/**
 * Returns the declarations of a module and of all that it imports, by path without an ending: the other modules are
 * none of the user's.
 *
 * @param {string} module
 * @param {Map<string, string>} found
 */
function reachable(module, found = new Map()) {
  if (found.has(module)) return found
  const text = readFileSync(join(raw, `${module}.d.ts`), 'utf8')
  found.set(module, text)
  for (const [, target = ''] of text.matchAll(relativeImport)) reachable(join(dirname(module), target), found)
  return found
}
