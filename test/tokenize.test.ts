import { Command } from 'commander'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addOptions } from '../src/cli/add-options.ts'
import { longName } from '../src/cli/flag-words.ts'
import { tailOptions } from '../src/cli/tail-options.ts'
import { tokenize } from '../src/cli/tokenize.ts'

const { did, filter, count, json, quiet, insecure, noColor, color } = tailOptions
const table = { did, filter, count, json, quiet, insecure, noColor, color }

/** Options with their values, and operands, up to the first word that is no option. */
function ours(words: readonly string[]): unknown[] {
  const found: unknown[] = []
  for (const token of tokenize(words, Object.values(table))) {
    if (token.kind === 'unknown') return [...found, 'unknown']
    if (token.kind === 'operand') found.push(token.word)
    if (token.kind !== 'option') continue
    if (token.value && token.value.text === undefined) return [...found, 'missing']
    else found.push([longName(token.spec.flags), token.value?.text])
  }
  return found
}

/** The same, as commander tells it. */
function theirs(words: readonly string[]): unknown[] {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  // To a command without commands -5 is an operand.
  command.command('other')
  addOptions(command, 'tail', table)
  const options: unknown[] = []
  for (const { flags } of Object.values(table)) {
    const name = longName(flags)
    command.on(`option:${name.slice(2)}`, text => options.push([name, text]))
  }
  // What a value must be is another question.
  for (const option of command.options) option.argParser(text => text)
  try {
    const { operands, unknown } = command.parseOptions([...words])
    // All words after one that is unknown are among the unknown, operands or not.
    return unknown.length > 0 ? ['unknown'] : [...options, ...operands]
  } catch {
    return [...options, 'missing']
  }
}

const isFaulty = (found: unknown[]) => found.includes('missing') || found.includes('unknown')
/** commander does not tell where among the options an operand stood. */
const optionsFirst = (found: unknown[]) => [
  ...found.filter(Array.isArray),
  ...found.filter(one => !Array.isArray(one)),
]

test('words are read as commander reads them', () => {
  const word = fc.oneof(
    fc.constantFrom('--did', '--filter', '-f', '-n', '--json', '-q', '-k', '--no-color', '--color', '--'),
    fc.constantFrom(
      '--did=',
      '--did=x',
      '--did=--x',
      '--json=1',
      '-fx',
      '-qf',
      '-qkfdid=x',
      '-n5',
      '-kn',
      '-',
    ),
    fc.constantFrom('', 'x', 'did=x', '-x', '-5', '--what', '--what=x', '-qx', '-f=x', '--no-json', '---'),
    fc.stringMatching(/^-{0,2}[fnqkx=,]{0,4}$/),
  )
  let compared = 0
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), words => {
      const [found, also] = [ours(words), theirs(words)]
      // Which of two faults comes first is not compared.
      expect(isFaulty(also)).toBe(isFaulty(found))
      if (isFaulty(found)) return
      expect(optionsFirst(also)).toEqual(optionsFirst(found))
      compared++
    }),
    { numRuns: 5000 },
  )
  expect(compared).toBeGreaterThan(500)
})

test('a long name after one dash is unknown, whatever its letters are as short options', () => {
  for (const word of ['-json', '-did', '-color=always', '-no-color', '-filter'])
    expect(ours([word, 'x'])).toEqual(['unknown'])
  expect(ours(['-fdid'])).toEqual([['--filter', 'did']])
})
