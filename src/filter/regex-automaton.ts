import type { RE2JS } from 're2js'

type Automaton = ReturnType<RE2JS['re2']>['dfa']
type State = { readonly isMatch: boolean; readonly nfaStates: readonly number[] }

const unanchored = 0
/** Stands for the end of the text, where a transition asks for a character. */
const endOfText = -1
/** Program steps in all states that are built at most: some milliseconds, once. */
const mostSteps = 100_000

/**
 * Builds every state of a regular expression's automaton that a search from the beginning of a text can reach.
 * Once they are built, a search takes one look-up a character, whatever the text. False where there are too
 * many: building them while searching would cost far more than running the program.
 */
export function buildAutomaton(regex: RE2JS): boolean {
  const { dfa } = regex.re2()
  const isBuilt = buildAll(dfa)
  if (!isBuilt) dfa.clearCache()
  return isBuilt
}

function buildAll(dfa: Automaton): boolean {
  // All bits of the context are set: at the beginning of a text, and of a line.
  const start: State | null = dfa.start({ context: () => -1 }, 0)
  if (!start) return false
  const states = new Set([start])
  let steps = 0
  for (const state of states) {
    // A search ends here.
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

/** One of the characters that the automaton does not tell apart; each class begins at a bound. */
function characterOf({ numClasses, classBounds }: Automaton, symbol: number): number {
  if (symbol === numClasses) return endOfText
  return symbol === 0 ? 0 : classBounds[symbol - 1]!
}
