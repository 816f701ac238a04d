import { textCells } from '../base/text-width.ts'
import type { Format, FormatContext } from './formats.ts'
import { memberTexts } from './member-texts.ts'
import { shownText } from './shown-text.ts'
import { noMask } from './text-mask.ts'
import { timeStyles } from './time-format.ts'

/**
 * Shows an event as the template says, safe to show. A value that is wider than its place is not cut: the end of an id
 * or of a number would be missing where nobody looks for it. A line ends after the template, unless that ends it itself.
 */
export async function createTemplate(context: FormatContext): Promise<Format> {
  const { template, wall, timeZone, mask = noMask } = context
  const { paths, parts } = template!
  const texts = memberTexts(paths, timeStyles[context.time].create(timeZone, wall), mask)
  const last = parts.at(-1)
  const end = typeof last === 'string' && last.endsWith('\n') ? '' : '\n'
  return event => {
    const values = texts(event)
    let line = ''
    for (const part of parts) {
      if (typeof part === 'string') line += part
      else {
        const { member, width, alignsRight } = part
        const text = shownText(values[member] ?? '')
        line += width === 0 ? text : alignsRight ? padding(text, width) + text : text + padding(text, width)
      }
    }
    return (mask.spansValues ? mask.hideInWhole(line) : line) + end
  }
}

/** @param text safe */
function padding(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textCells(text, width)))
}
