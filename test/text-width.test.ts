import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test, vi } from 'vitest'
import { safeText } from '../src/base/safe-text.ts'
import { cutToCells, textCells } from '../src/base/text-width.ts'
import { type EventStyle, type TypeStyle, typeStyles } from '../src/format/event-styles.ts'
import { viewGlyphs } from '../src/view/glyphs.ts'

/** Text of all kinds, one grapheme each, in which `string-width` is right. */
const graphemes = [
  ...['a', 'Z', '0', ' ', '~', '*', '#', 'é', 'e\u0301', 'a\u0301\u0302\u0303', 'Ω', 'μ', 'ж', '“', '…', '—'],
  ...['℃', '①', 'Ⅳ', '→', '✓', '☀', '❤', '☝', '©', 'ﷺ', '𝒜', 'ا', 'ی\u200c', 'ไ', 'ㆎ', '⠿'],
  ...[
    '优',
    '𠮷',
    '葛\u{e0100}',
    'が',
    'か\u3099',
    'ア',
    'ｱ',
    'ｶﾞ',
    'ﾟ',
    '。',
    '｡',
    '，',
    '\u3000',
    '㊗',
    'ꀀ',
    '䷀',
  ],
  ...[
    '한',
    '\u1112\u1161\u11ab',
    '\u1112\u1161',
    '\u1100\u1100\u1161',
    'ᄀᄀᄀ각ᆨᆨ',
    'ᬆ',
    '𝅗𝅥',
    'हि',
    'മ',
    'ㄱ',
    '\u1100',
    '\u1161',
    '❌',
    '⌚',
    '⌚\ufe0e',
    '🔥',
  ],
  ...['☀️', '©️', '㊗️', '1️⃣', '*️⃣', '#⃣', '🇨🇳', '👍🏽', '☝🏽', '👨‍👩‍👧', '👩🏽‍🚀', '❤️‍🔥', '🏳️‍🌈', '⛹🏽‍♂️'],
]
const text = fc
  .array(fc.constantFrom(...graphemes), { maxLength: 12 })
  .map(parts => safeText(parts.join(' ')))
/** Parts of graphemes, in any order. */
const mixed = fc.constantFrom(...new Set(graphemes.join('')))

test('text takes the cells that string-width finds', () => {
  for (const grapheme of graphemes) expect(textCells(grapheme), grapheme).toBe(stringWidth(grapheme))
  fc.assert(fc.property(text, its => void expect(textCells(its), its).toBe(stringWidth(its))))
})

/** Characters of large ranges that have one width, and those that Unicode has not assigned. */
const alike = /[\u4e01-\u9fff\uac01-\ud7a3\p{Unassigned}\p{Private_Use}\u{20001}-\u{32fff}]/u

test('every character that is shown takes the cells that string-width finds', () => {
  const differing: string[] = []
  for (let code = 0x20; code < 0x11_0000; code++) {
    const character = String.fromCodePoint(code)
    if (alike.test(character)) continue
    if (safeText(character) === character && textCells(character) !== stringWidth(character))
      differing.push(code.toString(16))
  }
  expect(differing).toEqual([])
})

test('no text takes fewer cells than string-width finds', () => {
  const any = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: mixed }),
  )
  fc.assert(
    fc.property(any.map(safeText), its => {
      expect(textCells(its), its).toBeGreaterThanOrEqual(stringWidth(its))
    }),
    { numRuns: 1000 },
  )
})

describe('each letter of a cluster takes its cells, as on terminals, and not the first alone', () => {
  test.each([
    ['Thai', 'กำ', 2],
    ['Devanagari', 'क्षि', 3],
    ['Khmer', 'ខ្មែ', 3],
    ['a skin tone that follows no emoji', '1🏻', 3],
    ['a flag of no country', '🇦🇦', 2],
    ['a mark of half width behind an emoji', '👍🏽ﾟ', 3],
  ])('%s', (_, grapheme, cells) => expect(textCells(grapheme)).toBe(cells))
})

test('what is longer than a grapheme can be counts as wide as it is long', () => {
  expect(textCells(`a${'\u0301'.repeat(1000)}`)).toBe(1001)
  expect(cutToCells(`b${`a${'\u0301'.repeat(1000)}`}`, 10)).toBe('b')
})

test('a cut is the longest beginning that fits, in whole graphemes', () => {
  fc.assert(
    fc.property(text, fc.nat({ max: 20 }), (its, room) => {
      const cut = cutToCells(its, room)
      expect(its.startsWith(cut)).toBe(true)
      expect(textCells(cut)).toBeLessThanOrEqual(room)
      const [next] = new Intl.Segmenter().segment(its.slice(cut.length))
      if (next) expect(textCells(cut + next.segment)).toBeGreaterThan(room)
    }),
  )
})

test('measuring ends soon after the bound', () => {
  expect(textCells('☀️'.repeat(100), 10)).toBeGreaterThan(10)
  expect(textCells('☀️'.repeat(5), 10)).toBe(10)
})

test('what the program draws itself is measured without a segmenter, which takes long to load', () => {
  const styles: EventStyle[] = Object.values<TypeStyle>(typeStyles).flatMap(({ cleared, ...style }) => [
    style,
    ...(cleared ? [cleared] : []),
  ])
  const drawn = [styles.map(style => style.unicode), Object.values(viewGlyphs.unicode), '●', '○', '·'].flat(2)
  expect(drawn.length).toBeGreaterThan(30)
  const cells = drawn.map(glyph => stringWidth(glyph))
  const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment')
  try {
    expect(drawn.map(glyph => textCells(glyph))).toEqual(cells)
    expect(drawn.map(glyph => cutToCells(`${glyph}b`, 1))).toEqual(drawn.map(glyph => glyph[0]))
    expect(segment).not.toHaveBeenCalled()
  } finally {
    segment.mockRestore()
  }
})
