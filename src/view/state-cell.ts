import { wholeDuration } from '../base/duration.ts'
import { textCells } from '../base/text-width.ts'
import { say } from '../language/say.ts'
import { cell } from './cells.ts'
import type { ViewContext } from './view-context.ts'

/** Whether a device is online, and since when: `▴ online 3m12s`, or `▴ 3m12s` in a narrow column. */
export function stateCell(
  did: string,
  wall: number,
  width: number,
  { devices, theme, glyphs }: ViewContext,
): string {
  const state = devices.deviceOf(did)?.presence?.state
  if (!state) return cell(theme.dim, width < 9 ? '?' : `? ${say('unknown')}`, width, '')
  const { isOnline, since } = state
  const word = isOnline ? 'online' : 'offline'
  const mark = glyphs[word]
  const age = wholeDuration(wall - since)
  const long = `${mark} ${say(word)} ${age}`
  return cell(theme[word], textCells(long) > width ? `${mark} ${age}` : long, width, '')
}
