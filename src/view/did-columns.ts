import { shownWord } from '../format/shown-text.ts'
import { cell } from './cells.ts'
import type { Column } from './columns.ts'
import { stateCell } from './state-cell.ts'
import type { Moment } from './view-context.ts'

/** A row of a list is about a device. */
export interface OfDevice {
  readonly did: string
  readonly at: Moment
}

export const deviceColumn = {
  title: 'device',
  least: 8,
  most: 22,
  rank: 0,
  show: ({ did }, width, { theme, mask }) => cell(theme.device(did), shownWord(mask.hide(did)), width, '*'),
} as const satisfies Column<OfDevice>

export const stateColumn = {
  title: 'state',
  least: 8,
  most: 16,
  jumps: true,
  rank: 1,
  show: ({ did, at }, width, context) => stateCell(did, at.wall, width, context),
} as const satisfies Column<OfDevice>
