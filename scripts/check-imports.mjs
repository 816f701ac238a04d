// Checks the layout of the source: which folder of src may import which, where outside modules may be imported, that no
// files import each other, and how files are named and how long they are. See CONTRIBUTING.md, "Layers".
import { circles } from './check/circles.mjs'
import { formFaults } from './check/form-faults.mjs'
import { importFaults } from './check/import-faults.mjs'
import { filesBelow } from './check/source-files.mjs'

/**
 * For each folder of src, the folders it may import, in the order of CONTRIBUTING.md.
 *
 * @type {Record<string, readonly string[]>}
 */
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
    ...['base', 'wire', 'transport', 'session', 'event', 'datapoints'],
    ...['devices', 'filter', 'format', 'output', 'view'],
  ],
  simulator: ['base', 'wire', 'event', 'datapoints'],
}
mayImport.cli = Object.keys(mayImport)

/**
 * Imports between these folders are of types only, except for the files listed. What `filter` and `format` need of
 * `wire` is the type of a JSON value, which an event is made of.
 *
 * @type {readonly { from: string, to: string, except?: readonly string[] }[]}
 */
const typesOnly = [
  { from: 'session', to: 'transport' },
  {
    from: 'event',
    to: 'wire',
    except: [
      'src/wire/dialects.ts',
      'src/wire/exact-json.ts',
      'src/wire/json-beginning.ts',
      'src/wire/members-beginning.ts',
      'src/wire/object-scanner.ts',
      'src/wire/value-at.ts',
    ],
  },
  { from: 'filter', to: 'wire', except: ['src/wire/exact-json.ts', 'src/wire/json-text.ts'] },
  { from: 'format', to: 'wire', except: ['src/wire/exact-json.ts', 'src/wire/json-text.ts'] },
]

/**
 * For each outside module, the only files and folders that may import it.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
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
  'get-east-asian-width': ['base/text-width.ts'],
  'lossless-json': ['wire/exact-json.ts'],
  re2js: ['filter'],
  '@peculiar/x509': ['simulator/certificate.ts'],
  'reflect-metadata': ['simulator/certificate.ts'],
}

/** Folders that may use `process`. */
const usesProcess = ['cli', 'output']

const rules = { mayImport, typesOnly, outside, usesProcess }
const source = filesBelow('src')
const others = [...filesBelow('scripts'), ...filesBelow('test')]
const faults = [
  ...source.flatMap(file => importFaults(file, rules)),
  ...[...source, ...others].flatMap(formFaults),
  // In src, the type of a table's entries and the table may refer to each other.
  ...[...circles(source, { types: false }), ...circles(others, { types: true })].map(
    circle => `these import each other: ${circle.join(', ')}`,
  ),
]
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exitCode = 1
}
