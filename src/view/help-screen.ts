import { paint } from '../format/style.ts'
import type { Theme } from '../format/theme.ts'
import { say } from '../language/say.ts'
import { bindings } from './bindings.ts'

const keyNames: Readonly<Record<string, string>> = { ' ': 'space', escape: 'esc', 'shift-tab': 'shift-tab' }

/** Returns the keys and what they do, a row each. */
export function helpScreen(theme: Theme): string[] {
  const shown = bindings.filter(({ on }) => !(on.length === 1 && on[0] === 'help'))
  const names = shown.map(({ keys }) => keys.map(key => keyNames[key] ?? key).join(' '))
  const width = Math.max(...names.map(name => name.length))
  return shown.map(({ about }, i) => `${paint(theme.heading, names[i]!.padEnd(width))}  ${say(about)}`)
}
