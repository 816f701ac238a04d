// Checks which folder of src may import which, that outside modules are imported only where they may be, and that no
// source file is too long. See CONTRIBUTING.md, "Layers" and "Habits".
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folder -> folders it may import, in the order of CONTRIBUTING.md. */
const mayImport = {
  base: [],
  wire: ['base'],
  transport: ['base'],
  session: ['base', 'wire', 'transport'],
  event: ['base', 'wire'],
  datapoints: ['base', 'event'],
  devices: ['base', 'event', 'datapoints'],
  filter: ['base', 'event', 'wire'],
  format: ['base', 'event', 'devices', 'wire'],
  output: ['base', 'format'],
  view: ['base', 'event', 'devices', 'format'],
  app: [
    'base',
    'wire',
    'transport',
    'session',
    'event',
    'datapoints',
    'devices',
    'filter',
    'format',
    'output',
    'view',
  ],
  simulator: ['base', 'wire', 'event', 'datapoints'],
}
mayImport.cli = Object.keys(mayImport)

/**
 * Imports between these folders are of types only, except for the files listed. What `filter` and `format` need of
 * `wire` is the type of a JSON value, which an event is made of.
 */
const typesOnly = [
  ['session', 'transport'],
  [
    'event',
    'wire',
    [
      'src/wire/dialects.ts',
      'src/wire/exact-json.ts',
      'src/wire/json-beginning.ts',
      'src/wire/members-beginning.ts',
      'src/wire/object-scanner.ts',
      'src/wire/value-at.ts',
    ],
  ],
  ['filter', 'wire', ['src/wire/exact-json.ts']],
  ['format', 'wire', ['src/wire/exact-json.ts']],
]

/** Outside module -> the only places that may import it. */
const outside = {
  'node:tls': ['transport', 'simulator'],
  'node:net': ['transport', 'simulator'],
  'node:stream': ['output', 'cli/prompt.ts'],
  'node:fs': ['output', 'cli'],
  'node:zlib': ['output'],
  'node:child_process': ['output'],
  chalk: ['format/theme.ts'],
  'cli-table3': ['format/summary-table.ts'],
  commander: ['cli'],
  ora: ['cli/spinner.ts'],
  re2js: ['filter'],
  '@peculiar/x509': ['simulator/certificate.ts'],
  'reflect-metadata': ['simulator/certificate.ts'],
}

const importForm =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|import\('([^']+)'\)/g
/** Lines of a source file at most. */
const mostLines = 200
const faults = []

for (const root of ['src', 'scripts']) {
  for (const file of filesIn(root)) {
    if (!/\.(ts|mjs)$/.test(file) || file.includes('node_modules/')) continue
    const lines = readFileSync(join(root, file), 'utf8').split('\n').length - 1
    if (lines > mostLines) faults.push(`${root}/${file}: ${lines} lines, of ${mostLines} at most`)
  }
}

for (const file of filesIn('src')) {
  if (!file.endsWith('.ts')) continue
  const folder = file.includes('/') ? file.slice(0, file.indexOf('/')) : 'cli'
  if (!(folder in mayImport)) faults.push(`src/${file}: there is no folder called ${folder}`)
  const text = readFileSync(join('src', file), 'utf8')
  if (/\bprocess\./.test(text) && !['cli', 'output'].includes(folder))
    faults.push(`src/${file}: process belongs to cli`)
  for (const [, , typeWord, from, bare, lazy] of text.matchAll(importForm)) {
    const target = from ?? bare ?? lazy
    if (target.startsWith('.'))
      check(file, folder, join('src', file, '..', target).replaceAll('\\', '/'), typeWord)
    else if (!Object.hasOwn(outside, target)) continue
    else if (
      typeWord === undefined &&
      !outside[target].some(place => file === place || file.startsWith(`${place}/`))
    ) {
      faults.push(`src/${file}: ${target} may be imported only in ${outside[target].join(', ')}`)
    }
  }
}

/** Paths of the files in `root`, relative to it. */
function filesIn(root) {
  return readdirSync(root, { recursive: true }).map(path => String(path).replaceAll('\\', '/'))
}

function check(file, folder, target, typeWord) {
  const targetFolder = target.split('/')[1]
  if (targetFolder === folder) return
  if (!mayImport[folder]?.includes(targetFolder))
    faults.push(`src/${file}: ${folder} may not import ${target}`)
  const rule = typesOnly.find(([from, to]) => from === folder && to === targetFolder)
  if (rule && typeWord === undefined && !rule[2]?.includes(target)) {
    faults.push(`src/${file}: ${folder} may import only types from ${target}`)
  }
}

if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}
