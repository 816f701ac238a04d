import assert from 'node:assert/strict'
import { ParseError } from '../../src/base/parse-error.ts'
import { writtenKey } from '../../src/event/read-key.ts'
import { parseFields } from '../../src/format/parse-fields.ts'
import { parseTemplate, type Template } from '../../src/format/parse-template.ts'
import type { Target } from './target.ts'

export const template: Target = {
  about: 'templates and lists of fields: what is parsed is written, and parsed again',
  covers: ['src/format/parse-template.ts', 'src/format/parse-fields.ts'],
  seeds: [
    '{time} {event_type} {did} {data.temp:>8}',
    '{{x}} {data["a b"]:8}\\t{.list[0]}',
    'did,data.temp，data.a\\,b',
    ' $.did , mac ',
  ],
  dictionary: [
    ...'{}:<>,，.\\"[]() 0189abnt$@é中',
    '{{',
    '}}',
    ':>',
    '\\t',
    '{did}',
    '["',
    '"]',
    'event.did',
  ],
  check: bytes => {
    const text = bytes.toString()
    return `${checked(text, parseTemplate, templateText)} ${checked(text, parseFields, fieldsText)}`
  },
}

/** Checks that what is parsed of a text is parsed of what is written of it, or that an error is in the text. */
function checked<T>(text: string, parse: (text: string) => T, write: (parsed: T) => string): string {
  let parsed: T
  try {
    parsed = parse(text)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    const { from, to } = error
    assert.ok(0 <= from && from <= to && to <= text.length, `the error is at ${from} to ${to}`)
    return error.message.replace(/[^a-z ]/g, '')
  }
  const written = write(parsed)
  assert.equal(write(parse(written)), written)
  return `read ${written.length > text.length}`
}

function templateText({ paths, parts }: Template): string {
  return parts
    .map(part => {
      if (typeof part === 'string') return part.replace(/[{}]/g, '$&$&').replace(/[\\\t\n\r]/g, escaped)
      const { member, width, alignsRight } = part
      return `{${writtenKey(paths[member]!)}${width > 0 ? `:${alignsRight ? '>' : ''}${width}` : ''}}`
    })
    .join('')
}

function escaped(sign: string): string {
  return { '\t': '\\t', '\n': '\\n', '\r': '\\r' }[sign] ?? `\\${sign}`
}

function fieldsText(fields: ReturnType<typeof parseFields>): string {
  return fields.map(({ path }) => writtenKey(path)).join(',')
}
