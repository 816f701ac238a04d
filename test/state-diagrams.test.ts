import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { stateDiagrams } from '../scripts/docs/state-diagrams.ts'
import { transitions } from '../src/session/transition.ts'

const contributing = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8').replaceAll('\r', '')

/** What a reader of one diagram sees: `from input to`, for each state that a node stands for. */
function arrowsIn(diagram: string): string[] {
  const names = new Map<string, string[]>()
  for (const [, states, id] of diagram.matchAll(/^ {2}state "(.+)" as (\S+)$/gm))
    names.set(id!, states!.split(', '))
  const choices = [...diagram.matchAll(/^ {2}state (\S+) <<choice>>$/gm)].map(([, id]) => id!)
  const drawn = [...diagram.matchAll(/^ {2}(\S+) --> ([^\s:]+)(?:: (.+))?$/gm)]
  const beyond = (id: string) => drawn.filter(([, from]) => from === id).map(([, , to]) => to!)
  return drawn.flatMap(([, from, to, inputs]) =>
    (inputs?.split(', ') ?? []).flatMap(input =>
      (names.get(from!) ?? [from!]).flatMap(state =>
        (choices.includes(to!) ? beyond(to!) : [to!]).map(target => `${state} ${input} ${target}`),
      ),
    ),
  )
}

test('the diagrams have the arrows of the transition table, each once', () => {
  const declared = Object.entries(transitions).flatMap(([from, row]) =>
    Object.entries(row as Record<string, { to: readonly string[] }>).flatMap(([input, { to }]) =>
      to.map(target => `${from} ${input} ${target}`),
    ),
  )
  const diagrams = stateDiagrams().split('```mermaid').slice(1)
  expect(diagrams).toHaveLength(2)
  expect(diagrams.flatMap(arrowsIn).sort()).toEqual(declared.sort())
})

test('CONTRIBUTING.md has them as they are', () => {
  expect(contributing).toContain(`<!-- diagram: session-states -->\n${stateDiagrams()}\n<!-- end -->`)
})
