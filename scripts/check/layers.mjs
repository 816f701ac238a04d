/**
 * The folders of src, in the order of CONTRIBUTING.md, whose table is made of them.
 *
 * @type {Readonly<Record<string, { readonly about: string, readonly mayImport: readonly string[] }>>}
 */
export const layers = {
  language: {
    about: 'the texts that people read, in the language of the process, and a table per translation',
    mayImport: [],
  },
  base: {
    about: 'clock, errors with codes, safe text and its width, durations, bounded maps',
    mayImport: ['language'],
  },
  wire: {
    about:
      'bytes to lines, lines to messages, exact JSON, and a folder per dialect; shared by client and simulator',
    mayImport: ['language', 'base'],
  },
  transport: {
    about: 'opens a verified TLS connection, through a proxy if there is one',
    mayImport: ['language', 'base'],
  },
  session: {
    about: 'stays logged in: a pure state machine and the class that runs it; knows no credentials',
    mayImport: ['language', 'base', 'wire', 'transport'],
  },
  event: {
    about: 'what a push means: the table of event types',
    mayImport: ['language', 'base', 'wire'],
  },
  replay: {
    about: 'files of events: unpacked, merged, played at a pace, followed as they grow',
    mayImport: ['language', 'base', 'wire', 'event'],
  },
  datapoints: {
    about: 'product definitions, and the decoder of raw payloads',
    mayImport: ['language', 'base', 'event'],
  },
  devices: {
    about: 'the state of each device, bounded: its last status, its alarms, whether it is online',
    mayImport: ['language', 'base', 'wire', 'event', 'datapoints'],
  },
  filter: {
    about: 'which events to keep: the table of operators, the parser, the predicate',
    mayImport: ['language', 'base', 'event', 'wire'],
  },
  format: {
    about: 'an event as text: the table of formats, the theme, the summary',
    mayImport: ['language', 'base', 'event', 'datapoints', 'devices', 'wire'],
  },
  output: {
    about: 'where events go; an output settles when it has what it was given',
    mayImport: ['language', 'base', 'format'],
  },
  view: {
    about: 'the live view in a terminal',
    mayImport: ['language', 'base', 'wire', 'event', 'devices', 'format', 'output'],
  },
  app: {
    about: 'the loop, its sources and counters, and `tail` of the library',
    mayImport: [
      ...['language', 'base', 'wire', 'transport', 'session', 'event', 'datapoints'],
      ...['devices', 'filter', 'format', 'output', 'view'],
    ],
  },
  simulator: {
    about: 'the server side: broker, devices, and a table of scenarios',
    mayImport: ['language', 'base', 'wire', 'event', 'datapoints', 'replay'],
  },
  cli: {
    about: 'flags to configuration, exit codes, signals, messages, completion',
    mayImport: [
      ...['language', 'base', 'wire', 'transport', 'session', 'event', 'datapoints', 'devices'],
      ...['filter', 'format', 'output', 'view', 'app', 'replay', 'simulator'],
    ],
  },
}

/**
 * Imports between these folders are of types only, except for the files listed. What `devices`, `filter` and `format`
 * need of `wire` is the type of a JSON value, which an event is made of, and its numbers.
 *
 * @type {readonly { from: string, to: string, except?: readonly string[] }[]}
 */
export const typesOnly = [
  { from: 'session', to: 'transport' },
  {
    from: 'event',
    to: 'wire',
    except: [
      'src/wire/dialects.ts',
      'src/wire/exact-json.ts',
      'src/wire/json-beginning.ts',
      'src/wire/json-text.ts',
      'src/wire/json-steps.ts',
      'src/wire/known-strings.ts',
      'src/wire/members-beginning.ts',
      'src/wire/object-scanner.ts',
      'src/wire/push-members.ts',
      'src/wire/push.ts',
      'src/wire/value-at.ts',
    ],
  },
  {
    from: 'devices',
    to: 'wire',
    except: [
      'src/wire/digits-of.ts',
      'src/wire/exact-json.ts',
      'src/wire/json-steps.ts',
      'src/wire/json-text.ts',
      'src/wire/known-strings.ts',
      'src/wire/plain-number.ts',
    ],
  },
  {
    from: 'filter',
    to: 'wire',
    except: ['src/wire/digits-of.ts', 'src/wire/exact-json.ts', 'src/wire/json-text.ts'],
  },
  {
    from: 'format',
    to: 'wire',
    except: [
      'src/wire/compact-json.ts',
      'src/wire/exact-json.ts',
      'src/wire/json-beginning.ts',
      'src/wire/json-steps.ts',
      'src/wire/json-text.ts',
      'src/wire/object-scanner.ts',
      'src/wire/push-members.ts',
    ],
  },
  { from: 'view', to: 'wire', except: ['src/wire/exact-json.ts'] },
]

/**
 * For each outside module, the only files and folders that may import it.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const outside = {
  'node:tls': ['transport', 'simulator'],
  'node:net': ['transport', 'simulator'],
  'node:stream': ['output', 'replay', 'cli/prompt.ts'],
  'node:fs': ['output', 'replay', 'cli'],
  'node:fs/promises': ['replay'],
  'node:zlib': ['output', 'replay'],
  'node:child_process': ['output', 'cli/config/run-secret-command.ts'],
  chalk: ['format/theme.ts'],
  'cli-table3': ['format/borderless-table.ts'],
  commander: ['cli'],
  ora: ['cli/spinner.ts'],
  'get-east-asian-width': ['base/text-width.ts'],
  'lossless-json': ['wire/exact-json.ts'],
  re2js: ['filter'],
  valibot: ['datapoints'],
  'smol-toml': ['cli/config'],
}

/** Folders that may use `process`. */
export const usesProcess = ['cli', 'output']
