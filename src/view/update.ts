import { say } from '../language/say.ts'
import { bindings, find } from './bindings.ts'
import type { Effect, Listed, Prompt, Update, ViewState } from './view-state.ts'

/** Keys that mean the same everywhere, whatever is being typed. */
const signals: Readonly<Record<string, Extract<Effect, { do: 'signal' }>['signal']>> = {
  'ctrl-c': 'SIGINT',
  'ctrl-z': 'SIGTSTP',
  'ctrl-\\': 'SIGQUIT',
}

/** UTF-16 units of what can be typed. */
const longestText = 1000

/** Returns what a key changes, and what else it asks for. */
export function update(state: ViewState, key: string, listed: Listed): Update {
  if (Object.hasOwn(signals, key)) return { state, effect: { do: 'signal', signal: signals[key]! } }
  if (state.prompt) return typed(state, state.prompt, key, listed)
  const binding = bindings.find(({ keys, on }) => on.includes(state.screen) && keys.includes(key))
  return binding?.run(state, listed) ?? { state }
}

function typed(state: ViewState, prompt: Prompt, key: string, listed: Listed): Update {
  const withText = (text: string): Update => ({
    state: { ...state, prompt: { ...prompt, text, errors: [] } },
  })
  switch (key) {
    case 'escape':
      return { state: { ...state, prompt: undefined } }
    case 'backspace':
      return withText([...prompt.text].slice(0, -1).join(''))
    case 'ctrl-u':
      return withText('')
    case 'enter':
      return entered(state, prompt, listed)
  }
  const isCharacter = [...key].length === 1
  return isCharacter && prompt.text.length < longestText ? withText(prompt.text + key) : { state }
}

function entered(state: ViewState, { kind, text }: Prompt, listed: Listed): Update {
  if (kind === 'filter') return { state, effect: { do: 'filter', text: text.trim() } }
  const next = { ...state, search: text, prompt: undefined }
  if (text === '') return { state: next }
  const found = find(next, listed, 1)
  if (found.selected !== undefined) return { state: { ...next, ...found } }
  return { state: { ...state, prompt: { kind, text, errors: [say('no row has {text}', { text })] } } }
}
