import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeText } from '../src/base/safe-text.ts'
import { SecretMask } from '../src/cli/secret-mask.ts'
import { Event } from '../src/event/event.ts'
import { createPretty } from '../src/format/pretty.ts'
import { createTheme } from '../src/format/theme.ts'
import { formattedText } from './support/formatted-text.ts'
import { eventLine, pushOf } from './support/lines.ts'

const hide = (secret: string, text: string) => new SecretMask([secret]).hide(text)
const hex4 = (unit: number) => unit.toString(16).padStart(4, '0')
const units = (c: string) => Array.from({ length: c.length }, (_, i) => c.charCodeAt(i))
const bytesOf = (c: string) => [...Buffer.from(c)]
const hexOf = (byte: number) => byte.toString(16).padStart(2, '0')

/** How programs write one character. */
const spellings: Record<string, (c: string) => string> = {
  raw: c => c,
  'JSON of ASCII': c =>
    units(c)
      .map(unit => `\\u${hex4(unit)}`)
      .join(''),
  'JSON in capitals': c =>
    units(c)
      .map(unit => `\\u${hex4(unit).toUpperCase()}`)
      .join(''),
  'JSON, short': c => JSON.stringify(c).slice(1, -1),
  'JSON of PHP': c => JSON.stringify(c).slice(1, -1).replace('/', '\\/'),
  'JSON in JSON': c => JSON.stringify(JSON.stringify(c).slice(1, -1).replace('/', '\\/')).slice(1, -1),
  'JSON of ASCII, in JSON': c =>
    units(c)
      .map(unit => `\\\\u${hex4(unit)}`)
      .join(''),
  'JSON of ASCII, in JSON in JSON': c =>
    units(c)
      .map(unit => `\\\\\\\\u${hex4(unit)}`)
      .join(''),
  'JavaScript’s own': c => `\\u{${c.codePointAt(0)!.toString(16)}}`,
  'Python’s own': c => `\\U${c.codePointAt(0)!.toString(16).padStart(8, '0')}`,
  percent: c =>
    bytesOf(c)
      .map(byte => `%${hexOf(byte).toUpperCase()}`)
      .join(''),
  'percent, lower case': c =>
    bytesOf(c)
      .map(byte => `%${hexOf(byte)}`)
      .join(''),
  'percent, twice': c =>
    bytesOf(c)
      .map(byte => `%25${hexOf(byte)}`)
      .join(''),
  'percent, three times': c =>
    bytesOf(c)
      .map(byte => `%2525${hexOf(byte)}`)
      .join(''),
  'percent of the escape of JSON': c =>
    units(c)
      .map(unit => `%5Cu${hex4(unit)}`)
      .join(''),
  form: c => (c === ' ' ? '+' : c),
  'HTML, decimal': c => `&#${c.codePointAt(0)};`,
  'HTML, leading zeros': c => `&#000${c.codePointAt(0)};`,
  'HTML, hex': c => `&#x${c.codePointAt(0)!.toString(16)};`,
  'HTML, hex in capitals': c => `&#X0${c.codePointAt(0)!.toString(16).toUpperCase()};`,
  'HTML, named': c =>
    ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&apos;', '/': '&sol;' })[c] ?? c,
  'HTML in HTML': c => (c === '<' ? '&amp;lt;' : `&amp;#${c.codePointAt(0)};`),
  'HTML in JSON of Go': c => (c === '<' ? '\\u0026lt;' : c),
  'HTML in a URL': c => `%26%23${c.codePointAt(0)}%3B`,
  'bytes of C': c =>
    bytesOf(c)
      .map(byte => `\\x${hexOf(byte)}`)
      .join(''),
  'bytes of C, octal': c =>
    bytesOf(c)
      .map(byte => `\\${byte.toString(8).padStart(3, '0')}`)
      .join(''),
}

const spell = fc.constantFrom(...Object.values(spellings))
const letters = fc.constantFrom(
  ...'abcXYZ019',
  ...'"\'\\/<>&=+% -_.;#:,{}',
  ...'中é',
  '🔥',
  '\n',
  '\t',
  '\u200b',
  '…',
)
/** Not of one character alone, so that a beginning is told from the rest. */
const secrets = fc
  .array(letters, { minLength: 6, maxLength: 24 })
  .map(all => all.join(''))
  .filter(text => new Set(text).size > 3)

describe('a secret is hidden in every spelling', () => {
  const secret = `pw/<a>&b='"\\ +%中🔥\n~Zq`
  test.each(Object.keys(spellings))('%s', name => {
    const written = Array.from(secret, spellings[name]!).join('')
    expect(hide(secret, `a ${written} b`)).toBe('a *** b')
    expect(hide(secret, safeText(`a ${written} b`))).toBe('a *** b')
  })

  test('any mixture of spellings, in any surroundings, shown as it is or made safe', () => {
    fc.assert(
      fc.property(
        secrets,
        fc.array(spell, { minLength: 24, maxLength: 24 }),
        fc.string(),
        fc.string(),
        (its, how, before, after) => {
          const written = Array.from(its, (c, i) => how[i]!(c)).join('')
          for (const text of [`${before}${written}${after}`, safeText(`${before}${written}${after}`)]) {
            const shown = hide(its, text)
            expect(shown).toContain('***')
            expect(shown).not.toContain(written)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each([
    ['hex', (bytes: Buffer) => bytes.toString('hex')],
    ['hex in capitals', (bytes: Buffer) => bytes.toString('hex').toUpperCase()],
    ['hex with colons', (bytes: Buffer) => bytes.toString('hex').replace(/..(?=.)/g, '$&:')],
    ['a dump', (bytes: Buffer) => bytes.toString('hex').replace(/.{4}(?=.)/g, '$& ')],
    [
      'an array of C',
      (bytes: Buffer) =>
        Array.from(bytes, byte => `0x${hexOf(byte)}`)
          .join(', ')
          .slice(2),
    ],
    ['Node’s own', (bytes: Buffer) => bytes.toString('hex').replace(/..(?=.)/g, '$& ')],
    ['a list of bytes', (bytes: Buffer) => [...bytes].join(', ')],
    ['Latin-1 for UTF-8', (bytes: Buffer) => bytes.toString('latin1')],
  ])('%s', (_, encode) => {
    fc.assert(
      fc.property(secrets, its => {
        expect(hide(its, `a ${encode(Buffer.from(its))} b`)).toBe('a *** b')
      }),
    )
  })

  test('base64, wherever in it the secret begins, in both alphabets, broken into lines, and escaped', () => {
    fc.assert(
      fc.property(secrets, fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), (its, before, after) => {
        const bytes = Buffer.from(`${before}:${its}:${after}`)
        const offset = Buffer.byteLength(`${before}:`)
        const from = Math.ceil((offset * 8) / 6)
        const to = Math.floor(((offset + Buffer.byteLength(its)) * 8) / 6)
        const base64 = bytes.toString('base64')
        const masked = `${base64.slice(0, from)}***${base64.slice(to)}`
        expect(hide(its, base64)).toBe(masked)
        expect(hide(its, bytes.toString('base64url')).length).toBeLessThan(base64.length)
        for (const written of [
          base64.replace(/.{5}/g, '$&\r\n'),
          base64.replaceAll('/', '\\/').replaceAll('+', '\\u002b'),
          encodeURIComponent(base64),
        ]) {
          expect(hide(its, written)).toContain('***')
          expect(hide(its, written)).not.toContain(written)
        }
      }),
    )
  })

  test('what a login line or an Authorization header was encoded from', () => {
    const login = JSON.stringify({ cmd: 'enterprise_login_req', data: { enterprise_secret: secret } })
    for (const text of [login, `the-id:${secret}`, encodeURIComponent(login)]) {
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        const shown = hide(secret, Buffer.from(text).toString(encoding))
        expect(Buffer.from(shown.replace('***', ''), encoding).toString()).not.toContain('~Zq')
        expect(shown).toContain('***')
      }
    }
  })
})

describe('the beginning of a secret before a cut is hidden', () => {
  const secret = 'pa/<s>é🔥中-word-1'
  test.each(Object.keys(spellings))('%s, wherever the cut is', name => {
    const written = Array.from(secret, spellings[name]!)
    const whole = written.join('')
    const telling = written.slice(0, 3).join('').length
    for (let length = telling; length < whole.length; length++) {
      for (const mark of ['…', '… (10 bytes more)', '...', '\u001b[39m…']) {
        // What may stay is what is left of a semicolon.
        const text = safeText(whole.slice(0, length))
        expect(hide(secret, `a ${text}${mark}`)).toMatch(/^a \*\*\*[%3]*(\u001b\[39m)?(…|\.\.\.)/)
      }
    }
  })

  test('in the middle of a character’s bytes', () => {
    const bytes = Buffer.from(secret)
    for (let length = 4; length < bytes.length; length++) {
      expect(hide(secret, `a ${bytes.toString('utf8', 0, length)}…`)).toBe('a ***…')
    }
  })

  test('in hex and base64', () => {
    const bytes = Buffer.from(secret)
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      for (let length = 6; length < bytes.length; length++) {
        expect(hide(secret, `a ${bytes.toString(encoding).slice(0, length)}…`)).toBe('a ***…')
      }
    }
  })

  test('not what is too short to tell anything, nor what was not cut', () => {
    expect(hide('hunter2', 'say hunt… and hun… but hu… and hunt')).toBe('say ***… and ***… but hu… and hunt')
  })
})

test('colours and the break of a wrapped line do not split a secret, and the colours stay', () => {
  const text = '\u001b[2mx=\u001b[22mpass\n      word\u001b[31m123\u001b[39m end'
  expect(hide('password123', text)).toBe('\u001b[2mx=\u001b[22m***\u001b[31m\u001b[39m end')
})

describe('innocent text stays as it is', () => {
  test('whatever it is', () => {
    const mask = new SecretMask(['b5d1a9f03c7e4a68b2f0c4d6e8a01357'])
    const pieces = fc.constantFrom(
      'b5d1a9f0',
      '\\u',
      '%',
      '%25',
      '\\\\',
      '&amp;',
      '&#',
      '…',
      '62 35 ',
      'YjVk',
      '中',
      '🔥',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), all => {
        const text = all.join('|')
        expect(mask.hide(text)).toBe(mask.hide(text).includes('***') ? mask.hide(text) : text)
        expect(mask.hideInWhole(text.replaceAll('…', ''))).toBe(mask.hide(text.replaceAll('…', '')))
      }),
      { numRuns: 1000 },
    )
    expect(mask.hide('a \\u0062 %41 &lt; YjVkMWE 62:35:64:31 b5d1a9f03c7e')).toBe(
      'a \\u0062 %41 &lt; YjVkMWE 62:35:64:31 b5d1a9f03c7e',
    )
  })

  test('a secret of four or five bytes is hidden as a word, and a shorter one not at all', () => {
    expect(hide('test', 'test latest tests contest te\\u0073t (test)')).toBe(
      '*** latest tests contest *** (***)',
    )
    expect(hide('id', 'id idle')).toBe('id idle')
    expect(hide('', 'nothing')).toBe('nothing')
  })
})

test.each(Object.keys(spellings))('looking at a whole line first finds it, %s', name => {
  for (const secret of ['a b/c d"1', 'plainword1', '/"<>&\'=é中', '\n\tab12']) {
    const mask = new SecretMask([secret])
    const text = `x=${Array.from(secret, spellings[name]!).join('')} y`
    expect(mask.hideInWhole(text)).toBe('x=*** y')
  }
})

test('looking at a whole line first finds what the full search finds', () => {
  fc.assert(
    fc.property(secrets, fc.array(spell, { minLength: 24, maxLength: 24 }), (its, how) => {
      const mask = new SecretMask([its])
      const bytes = Buffer.from(`id:${its}`)
      for (const text of [
        Array.from(its, (c, i) => how[i]!(c)).join(''),
        bytes.toString('base64'),
        bytes.toString('hex').toUpperCase(),
        bytes.toString('hex').replace(/../g, '$& '),
      ]) {
        expect(mask.hideInWhole(`x=${text} y`)).toBe(mask.hide(`x=${text} y`))
      }
    }),
    { numRuns: 200 },
  )
})

test('a text made of nothing but escapes costs no more than its length', () => {
  // With the ways to read it multiplied, this would not end.
  for (const secret of [
    '\\'.repeat(30),
    '%'.repeat(30),
    '&amp;'.repeat(8),
    `${'a'.repeat(60)}b`,
    '+ + + + +',
  ]) {
    for (const piece of ['\\', '%25', '&amp;', 'a', '61', '+', '\\u005c', '%5c', '97,']) {
      const text = piece.repeat(1000)
      expect(new SecretMask([secret]).hide(text).length).toBeLessThanOrEqual(text.length)
    }
  }
})

test('of a long event the cut is known in a pipe, too: the beginning of a secret before it is hidden', async () => {
  const masked = await pipedPretty('c4n4ry-secret')
  const s = `${'x'.repeat(65_536 - '{"s":"c4n'.length)}c4n4ry-secret${'y'.repeat(300_000)}`
  expect(masked(new Event(pushOf(eventLine(1, { data: { s } }))))).toMatch(/xxx\*\*\*… {2}… \(/)
})

describe('in a pipe it is found in', () => {
  const its = 'c4n4ry-s3cr3t'
  test.each<[string, string, Record<string, unknown>]>([
    ['a value', its, { data: { note: `before ${its} after` } }],
    ['the name of a member', its, { data: { [its]: 1 } }],
    ['a nested value', its, { data: { list: [{ deep: its }] } }],
    ['a type', its, { event_type: its }],
    ['a did', its, { did: its }],
    [
      'a name of an alarm',
      its,
      { event_type: 'attr_alert', data: { attr_name: its, attr_displayname: its } },
    ],
    ['text of a payload', its, { event_type: 'device_status_raw', data: { raw: `not base64 ${its}` } }],
    ['bytes of a payload', its, { event_type: 'device_status_raw', data: { raw: btoa(`\u0001${its}`) } }],
    ['a number', '8675309', { data: { n: 8675309 } }],
    ['several values, where it has spaces', 'one=1 two=2', { data: { one: 1, two: 2 } }],
  ])('%s', async (_, secret, members) => {
    const pretty = await pipedPretty(secret)
    const seen = formattedText(pretty(new Event(pushOf(eventLine(1, members)))))
    expect(seen).toContain('***')
    expect(seen).not.toContain(secret)
    expect(seen.replaceAll(' ', '')).not.toContain(Buffer.from(secret).toString('hex'))
  })
})

async function pipedPretty(secret: string) {
  return await createPretty({
    theme: createTheme(0),
    time: 'none',
    timeZone: undefined,
    wall: () => 0,
    columns: () => undefined,
    mask: new SecretMask([secret]),
  })
}

test('no part of a secret is left where a column, a cut or a row of a terminal ends', async () => {
  const its = 'c4n4ry-s3cr3t/9Zq'
  const mask = new SecretMask([its])
  const parts = Array.from({ length: its.length - 4 }, (_, i) => its.slice(i, i + 5))
  const events = [
    { event_type: its, did: its, data: { [its]: its } },
    { event_type: `device_${its}`, did: `${its}-device`, data: { note: `two words ${its}` } },
    { event_type: 'device_status_kv', did: { x: its }, data: { a: 'x'.repeat(20), b: its, c: its } },
  ].map(event => new Event(pushOf(eventLine(1, event))))
  for (const glyphs of ['unicode', 'ascii'] as const) {
    for (const wrap of [false, true]) {
      for (let width = 20; width < 140; width++) {
        const context = {
          theme: createTheme(1),
          time: 'local',
          timeZone: 'UTC',
          wall: () => 1499843747_794,
        } as const
        const columns = () => width
        const pretty = await createPretty({
          ...context,
          glyphs,
          wrap,
          columns,
          mask,
        })
        for (const event of events) {
          // biome-ignore lint/complexity/useRegexLiterals: the escape is easier seen so
          const codes = new RegExp('\\u001b\\[[\\d;]+m|\\s', 'g')
          const seen = String(pretty(event)).replace(codes, '')
          for (const part of parts) expect(seen).not.toContain(part)
        }
      }
    }
  }
})
