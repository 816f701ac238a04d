import { isUtf8 } from 'node:buffer'
import { createReadStream, openSync, statSync } from 'node:fs'
import { Failure } from '../../base/failure.ts'
import { ParseError } from '../../base/parse-error.ts'
import { parseFailure } from '../../base/parse-failure.ts'
import { excerpt } from '../../base/safe-text.ts'
import { systemErrorText } from '../../base/system-error.ts'
import { utf8Of } from '../../base/utf8-of.ts'
import { say, sayKnown, type Text } from '../../language/say.ts'
import { readBounded } from '../read-bounded.ts'
import { isReadableByOthers } from '../secret-file.ts'
import { type ConfigPlace, configVariable } from './config-place.ts'
import { type KeyPath, locateKey, type Place } from './locate-key.ts'
import { isHarmlessKey } from './profile-keys.ts'
import type { TomlTable } from './toml-value.ts'

/** Bytes of the longest file. */
const mostBytes = 256 * 1024

/** What the parser says is wrong. */
const parserTexts = [
  'control characters are not allowed in comments',
  'control characters are not allowed in strings',
  'each key-value declaration must be followed by an end-of-line',
  'expected comma or end of structure',
  'expected end of table array declaration',
  'illegal character in key',
  'illegal character in numeric literal',
  'illegal empty bare key',
  'illegal leading zero',
  'illegal underscore',
  'integer value cannot be represented losslessly',
  'invalid date',
  'invalid date-time: date part is malformed',
  'invalid date-time: time part is malformed',
  'invalid non-hex character in unicode escape',
  'invalid unicode escape',
  'invalid value',
  'trying to redefine an already defined table or value',
  'trying to redefine an already defined value',
  'unexpected end of key',
  'unfinished array',
  'unfinished numeric value',
  'unfinished string',
  'unfinished table',
  'unrecognised escape sequence',
] as const satisfies readonly Text[]

/** What is wrong at a key, or with its value. */
export interface ConfigFault {
  readonly path: KeyPath
  readonly part: 'key' | 'value'
  readonly what: string
  /** What to write instead. */
  readonly hint?: string | undefined
}

/** A config file that is TOML. */
export class ConfigDocument {
  readonly path: string
  readonly root: TomlTable
  /** Whether others on this machine can read the file. */
  readonly exposed: boolean
  private readonly text: string
  private readonly parse: (text: string) => unknown

  private constructor(path: string, text: string, exposed: boolean, parse: (text: string) => TomlTable) {
    this.path = path
    this.text = text
    this.exposed = exposed
    this.parse = parse
    this.root = parse(text)
  }

  /**
   * Returns undefined if there is no file at a place that nobody has named.
   *
   * @throws Failure `usage` if the file cannot be read or is not TOML
   */
  static async read({ path, given }: ConfigPlace): Promise<ConfigDocument | undefined> {
    const file = await contentOf(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && !given) return undefined
      throw unreadable(given, path, error)
    })
    if (file === undefined) return undefined
    const { text, exposed } = file
    // Most runs have no profile.
    const { parse, TomlError } = await import('smol-toml')
    try {
      return new ConfigDocument(path, text, exposed, parse)
    } catch (error) {
      if (!(error instanceof TomlError)) throw error
      const { line, column, message } = error
      const what = message.split('\n', 1)[0]!.replace(/^Invalid TOML document: /, '')
      const shown = text.split(/\r\n|\n|\r/)[line - 1] ?? ''
      throw failureAt(
        path,
        { line, text: shown, from: column - 1, to: column },
        sayKnown(parserTexts, what),
        undefined,
      )
    }
  }

  /** Returns what a fault is to the user: a line of the file, with carets under what is wrong. */
  failure({ path, part, what, hint }: ConfigFault): Failure {
    return failureAt(this.path, locateKey(this.text, path, part, this.parse), what, hint)
  }
}

async function contentOf(path: string): Promise<{ text: string; exposed: boolean }> {
  // Synchronously: most runs have no file, and should lose no time over it.
  const fd = openSync(path, 'r')
  const bytes = await readBounded(createReadStream('', { fd }) as AsyncIterable<Buffer>, mostBytes)
  if (bytes.length > mostBytes) throw new Error(say('it is longer than {n} KB', { n: mostBytes / 1024 }))
  const text = utf8Of(bytes)
  if (!isUtf8(text)) throw new Error(say('it is not UTF-8'))
  return { text: text.toString(), exposed: isReadableByOthers(statSync(path)) }
}

function unreadable(given: boolean, path: string, cause: Error): Failure {
  const values = { path: excerpt(path), why: systemErrorText(cause) }
  const message = given
    ? say('{given}: cannot read {path}: {why}', { ...values, given: configVariable })
    : say('cannot read {path}: {why}', values)
  return new Failure('usage', message, { cause })
}

function failureAt(path: string, place: Place, what: string, hint: string | undefined): Failure {
  const { line, text, from, to } = withoutSecret(place)
  return parseFailure(new ParseError(text, from, Math.max(from, to), what, hint), `${excerpt(path)}:${line}`)
}

/** Leaves out the value, which may be a secret, unless the key is known as harmless: it may be misspelled. */
function withoutSecret({ line, text, from, to }: Place): Place {
  const [head, key] = /^\s*["']?([\w-]+)["']?\s*=\s*/.exec(text) ?? []
  if (head === undefined || isHarmlessKey(key!)) return { line, text, from, to }
  return {
    line,
    text: `${head}…`,
    from: Math.min(from, head.length),
    to: Math.min(to, head.length + 1),
  }
}
