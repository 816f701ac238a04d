import { textCells } from '../base/text-width.ts'
import { shownText } from '../format/shown-text.ts'
import { paint } from '../format/style.ts'
import type { Theme } from '../format/theme.ts'
import { say, type Text } from '../language/say.ts'
import { bindings } from './bindings.ts'
import type { Prompt, ViewState } from './view-state.ts'

const labels = { filter: 'filter: ', search: 'search: ' } as const satisfies Record<Prompt['kind'], Text>

const hintNames: Readonly<Record<string, string>> = { escape: 'esc', ' ': 'space' }

/** Returns the rows below all else: what is typed with what is wrong with it, or a message, and the keys. */
export function bottomRows(
  state: ViewState,
  message: string | undefined,
  hasKeys: boolean,
  width: number,
  theme: Theme,
): string[] {
  const { prompt } = state
  if (prompt) return promptRows(prompt, width, theme)
  const keys = hasKeys
    ? hints(state, width, theme)
    : paint(theme.dim, say('stdin is not a terminal, so there are no keys; Ctrl-C quits'))
  return message === undefined ? [keys] : [message, keys]
}

function promptRows({ kind, text, errors }: Prompt, width: number, theme: Theme): string[] {
  const label = say(labels[kind])
  const room = Math.max(1, width - textCells(label) - 1)
  // The end of what is typed is where the next character goes.
  const typed = shownText(text).slice(-room)
  const below =
    errors.length > 0
      ? errors.map(error => paint(theme.error, shownText(error)))
      : [
          paint(
            theme.dim,
            kind === 'filter'
              ? say('enter applies, esc cancels; an empty filter shows all')
              : say('enter searches, esc cancels'),
          ),
        ]
  return [`${paint(theme.heading, label)}${typed}\u001b[7m \u001b[27m`, ...below]
}

/** Returns as many keys as fit. */
function hints({ screen, paused }: ViewState, width: number, theme: Theme): string {
  let row = ''
  let cells = 0
  for (const { keys, on, hint } of bindings) {
    if (!on.includes(screen) || hint === undefined) continue
    const key = hintNames[keys[0]!] ?? keys[0]!
    const word = say(hint === 'pause' && paused ? 'go on' : hint)
    const more = key.length + 1 + textCells(word) + (cells > 0 ? 2 : 0)
    if (cells + more > width) continue
    row += `${cells > 0 ? '  ' : ''}${paint(theme.heading, key)} ${paint(theme.dim, word)}`
    cells += more
  }
  return row
}
