import { wrapWords } from '../base/word-wrap.ts'
import { paint } from '../format/style.ts'
import type { Theme } from '../format/theme.ts'
import { say } from '../language/say.ts'
import { bindings } from './bindings.ts'
import { cutPainted } from './cells.ts'
import type { ViewContext } from './view-context.ts'

const keyNames: Readonly<Record<string, string>> = { ' ': 'space', escape: 'esc', 'shift-tab': 'shift-tab' }

/** Cells of the explanation of a key, at least: on a narrower screen it is cut. */
const leastAbout = 12

/** Returns the keys and what they do, in rows of at most `width` cells, as far as that is possible. */
export function helpScreen(width: number, theme: Theme): string[] {
  const shown = bindings.filter(({ on }) => !(on.length === 1 && on[0] === 'help'))
  const names = shown.map(({ keys }) => keys.map(key => keyNames[key] ?? key).join(' '))
  const keyCells = Math.max(...names.map(name => name.length))
  return shown.flatMap(({ about }, i) =>
    wrapWords(say(about), Math.max(leastAbout, width - keyCells - 2)).map((line, part) =>
      cutPainted(`${paint(theme.heading, (part === 0 ? names[i]! : '').padEnd(keyCells))}  ${line}`, width),
    ),
  )
}

/** Returns the part of the help that fits, from row `top` on, and how many more rows there are below it. */
export function helpPart(
  rows: readonly string[],
  top: number,
  height: number,
  context: ViewContext,
): string[] {
  const shown = rows.slice(top, top + height)
  const more = rows.length - top - height
  if (more > 0) shown.splice(-1, 1, paint(context.theme.dim, `${context.glyphs.sorted} ${more + 1}`))
  return shown
}
