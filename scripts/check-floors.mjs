// Holds the house rules: which floor may import which, and which outside things are allowed only where.
// See CONTRIBUTING.md, "The floors".
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Floor -> floors it may import. */
const below = {
  base: [],
  wire: ['base'],
  transport: ['base'],
  session: ['base', 'wire', 'transport'],
  event: ['base', 'wire'],
  filter: ['base', 'event', 'wire'],
  format: ['base', 'event', 'wire'],
  sink: ['base'],
  app: ['base', 'wire', 'transport', 'session', 'event', 'filter', 'format', 'sink'],
  simulator: ['base', 'wire', 'event'],
  cli: ['base', 'wire', 'transport', 'session', 'event', 'filter', 'format', 'sink', 'app', 'simulator'],
}

/** Imports between these floors are of types only: what is known is a shape, nothing is done with it. */
const typesOnly = [
  ['session', 'transport'],
  [
    'event',
    'wire',
    [
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
  'node:stream': ['sink', 'cli/prompt.ts'],
  'node:fs': ['sink', 'cli'],
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
const faults = []

for (const file of readdirSync('src', { recursive: true })
  .map(String)
  .map(f => f.replaceAll('\\', '/'))) {
  if (!file.endsWith('.ts')) continue
  const floor = file.includes('/') ? file.slice(0, file.indexOf('/')) : 'cli'
  if (!(floor in below)) faults.push(`src/${file}: there is no floor called ${floor}`)
  const text = readFileSync(join('src', file), 'utf8')
  if (/\bprocess\./.test(text) && !['cli', 'sink'].includes(floor))
    faults.push(`src/${file}: process belongs to cli`)
  for (const [, , typeWord, from, bare, lazy] of text.matchAll(importForm)) {
    const target = from ?? bare ?? lazy
    if (target.startsWith('.'))
      check(file, floor, join('src', file, '..', target).replaceAll('\\', '/'), typeWord)
    else if (!Object.hasOwn(outside, target)) continue
    else if (
      typeWord === undefined &&
      !outside[target].some(place => file === place || file.startsWith(`${place}/`))
    ) {
      faults.push(`src/${file}: ${target} may be imported only in ${outside[target].join(', ')}`)
    }
  }
}

function check(file, floor, target, typeWord) {
  const targetFloor = target.split('/')[1]
  if (targetFloor === floor) return
  if (!below[floor]?.includes(targetFloor)) faults.push(`src/${file}: ${floor} may not import ${target}`)
  const rule = typesOnly.find(([from, to]) => from === floor && to === targetFloor)
  if (rule && typeWord === undefined && !rule[2]?.includes(target)) {
    faults.push(`src/${file}: ${floor} may import only types from ${target}`)
  }
}

if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}
