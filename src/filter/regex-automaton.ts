import type { RE2JS } from 're2js'

type Automaton = ReturnType<RE2JS['re2']>['dfa']
type State = { readonly isMatch: boolean; readonly nfaStates: readonly number[] }

const unanchored = 0
/** Stands for a character at the end of the text. */
const endOfText = -1
/** The most program steps in all states together, which take some milliseconds, once. */
const mostSteps = 100_000

/**
 * Builds all states of a regular expression's automaton that a search from the beginning of a text can reach. Then a
 * search takes one look-up per character, whatever the text. Returns false if there are too many states: to build them
 * during a search would take much longer than to run the program.
 */
export function buildAutomaton(regex: RE2JS): boolean {
  const { dfa } = regex.re2()
  const isBuilt = buildAll(dfa)
  if (!isBuilt) dfa.clearCache()
  return isBuilt
}

function buildAll(dfa: Automaton): boolean {
  // All bits of the context are set: at the beginning of a text and of a line.
  const start: State | null = dfa.start({ context: () => -1 }, 0)
  if (!start) return false
  const states = new Set([start])
  let steps = 0
  for (const state of states) {
    // A search ends in this state.
    if (state.isMatch) continue
    for (let symbol = 0; symbol <= dfa.numClasses; symbol++) {
      const next: State | null = dfa.step(state, symbol, characterOf(dfa, symbol), unanchored)
      if (!next) return false
      states.add(next)
      steps += state.nfaStates.length + next.nfaStates.length
      if (steps > mostSteps) return false
    }
  }
  return true
}

/** Returns a character of a class of characters that the automaton does not distinguish. Each class begins at a bound. */
function characterOf({ numClasses, classBounds }: Automaton, symbol: number): number {
  if (symbol === numClasses) return endOfText
  return symbol === 0 ? 0 : classBounds[symbol - 1]!
}
