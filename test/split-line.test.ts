import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bash } from '../src/cli/completion/bash.ts'
import { type SplitLine, splitLine } from '../src/cli/completion/split-line.ts'
import { shellWord } from '../src/cli/shell-word.ts'

const printable = fc.string({
  unit: fc.oneof(fc.constantFrom(...` '"\\$\`!*?[]{}()<>|&;#~=:,@^%+-./_a1中`), fc.stringMatching(/^[ -~]$/)),
})

describe('a line', () => {
  test.each<[string, Partial<SplitLine>]>([
    ['', { words: [], last: '' }],
    ['a ', { words: ['a'], last: '' }],
    ['a  b\t\nc', { words: ['a', 'b'], last: 'c' }],
    [`a 'b c'"d e"f\\ g`, { words: ['a'], last: 'b cd ef g', openQuote: '' }],
    [`'' ""`, { words: [''], last: '' }],
    [`'a\\' "b\\"\\$\\a"`, { words: ['a\\'], last: 'b"$\\a' }],
    ["a 'b c", { words: ['a'], last: 'b c', openQuote: "'" }],
    ['a --x="b c', { words: ['a'], last: '--x=b c', openQuote: '"' }],
    ['a \\', { words: ['a'], last: '' }],
    ['a "\\', { words: ['a'], last: '\\', openQuote: '"' }],
    ['a $(b c) <(d > e) f', { words: ['a', '$(b c)', '<(d > e)'], last: 'f' }],
    ['a >b', { words: ['a'], last: 'b', redirects: true }],
    ['a 2>&1 2>> b c', { words: ['a'], last: 'c', redirects: false }],
    ['a2>b c', { words: ['a2'], last: 'c' }],
    ['a <', { words: ['a'], last: '', redirects: true }],
  ])('%j', (line, split) => {
    expect(splitLine(line)).toMatchObject(split)
  })

  test('has the words that were quoted for a shell', () => {
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1 }), words => {
        const { words: found, last } = splitLine(words.map(shellWord).join(' '))
        expect([...found, last]).toEqual(words)
      }),
    )
  })
})

test('what bash inserts makes the word, whatever it is and however its beginning is quoted', () => {
  const quotings: readonly ((text: string) => string)[] = [
    text => text.replace(/./gs, '\\$&'),
    text => `'${text.replaceAll("'", "'\\''")}`,
    text => `"${text.replace(/["$`\\]/g, '\\$&')}`,
    text => `''${text.replace(/./gs, '\\$&')}`,
  ]
  fc.assert(
    fc.property(printable, printable, fc.constantFrom(...quotings), (begin, rest, quoted) => {
      const line = `gizwits-tail ${quoted(begin)}`
      const word = begin + rest
      const candidates = [{ word, about: '' }]
      const complete = () => ({ kind: 'keys', name: '', lead: '', candidates }) as const
      // readline replaces nothing, all, or a part of the word, but no part of an escape.
      for (const replaced of [
        '',
        quoted('') === '' ? quoted(begin) : quoted(begin).replace(/^(''|['"])/, ''),
      ]) {
        const [, inserted] = bash.answer([line, replaced], complete)
        const kept = line.slice(0, line.length - replaced.length)
        expect(splitLine(kept + inserted).last).toBe(word)
      }
    }),
  )
})
