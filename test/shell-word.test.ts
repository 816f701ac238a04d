import { execFileSync } from 'node:child_process'
import { accessSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandLine, shellWord, windowsWord } from '../src/cli/shell-word.ts'

const words = [
  'plain-word_1.2/3:4,5@6%7+8',
  '',
  'two words',
  "it's",
  '$HOME `id` $(id) "x" \\ !! ~ * ? [a] {a,b} #c ; & | < > ( )',
  '=ls',
  '~',
  '-n',
  '中文 🔥',
  'x\u001b]0;pwn\u0007',
  'tab\there',
  'a\r\nb',
  "both ' and \u001b and 50% \\n !x",
  '\u202eevil\u200b\u{e0041}\u009b',
  'with a digit after \u001b7',
]

/** What a terminal would obey, or a person could not see. */
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** What each shell makes of the words, by its own printf. */
function readBack(shell: string, line: string): string[] {
  const out = execFileSync(shell, ['-c', `set -- ${line}; for w in "$@"; do printf '%s\\0' "$w"; done`])
  return out.toString().split('\0').slice(0, -1)
}

function has(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program))
      return true
    } catch {
      return false
    }
  })
}

describe('words of a shell', () => {
  test.each([
    ['plain', 'plain'],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['=ls', "'=ls'"],
    ['x\u001b]0;pwn\u0007', `"$(printf 'x\\033]0;pwn\\007')"`],
    ['x\n', "$'x\\012'"],
  ])('%j', (word, quoted) => expect(shellWord(word)).toBe(quoted))

  test.each(['sh', 'dash', 'bash', 'zsh', 'ksh'].filter(has))('%s reads them back', shell => {
    expect(readBack(shell, commandLine(words, 'linux'))).toEqual(words)
  })

  test.runIf(has('bash'))('bash reads a newline at the end back, and any other text', () => {
    const any = fc.array(fc.string({ unit: 'grapheme' }).map(text => text.replaceAll('\0', '')))
    const control = fc.array(
      fc.string({ unit: fc.constantFrom(...'\u001b\n\t\r\u007f\u0085\u202e\'"\\%!7n$`a') }),
    )
    fc.assert(
      fc.property(fc.oneof(any, control), some => {
        const given = [...some, 'end\n']
        expect(readBack('bash', commandLine(given, 'linux'))).toEqual(given)
      }),
      { numRuns: 30 },
    )
  })

  test.each([
    ['gizwits-tail', 'gizwits-tail'],
    ['C:\\Users\\me\\AppData\\Local\\Temp\\x\\ca.pem', 'C:\\Users\\me\\AppData\\Local\\Temp\\x\\ca.pem'],
    ['C:\\Users\\Zhang San\\ca.pem', '"C:\\Users\\Zhang San\\ca.pem"'],
    ['C:\\Program Files\\', '"C:\\Program Files\\\\"'],
    ['C:\\用户\\ca.pem', '"C:\\用户\\ca.pem"'],
    ['data.temp>30', '"data.temp>30"'],
    ["it's", '"it\'s"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['a\\"b', '"a\\\\\\"b"'],
    ['a,b', '"a,b"'],
    ['', '""'],
    ['x\u001b]0;pwn\u0007', '"x\\u001b]0;pwn\\u0007"'],
  ])('on Windows %j is written as %s', (word, quoted) => {
    expect(windowsWord(word)).toBe(quoted)
    expect(commandLine(['x', word], 'win32')).toBe(`x ${quoted}`)
    // Only Windows writes it so.
    if (word.includes('Zhang San')) expect(commandLine([word], 'darwin')).toBe(`'${word}'`)
  })

  test('whatever the word, nothing of it is obeyed by a terminal, and it is one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), word => {
        expect(shellWord(word)).not.toMatch(unsafe)
        expect(windowsWord(word).replaceAll('\t', '')).not.toMatch(unsafe)
      }),
    )
  })
})
