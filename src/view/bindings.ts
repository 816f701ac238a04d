import type { Text } from '../language/say.ts'
import { sortNames } from './sorts.ts'
import type { Effect, Listed, ScreenName, Update, ViewState } from './view-state.ts'

/** What keys do on some screens. */
export interface Binding {
  readonly keys: readonly string[]
  readonly on: readonly ScreenName[]
  /** As the help says it. */
  readonly about: Text
  /** The word of the footer; absent if only the help has it. */
  readonly hint?: Text
  run(state: ViewState, listed: Listed): Update
}

const lists: readonly ScreenName[] = ['devices', 'alarms']
const scrolled: readonly ScreenName[] = [...lists, 'device']
const everywhere: readonly ScreenName[] = [...scrolled, 'help']

const ask =
  (effect: Effect): Binding['run'] =>
  state => ({ state, effect })
const set =
  (change: (state: ViewState, listed: Listed) => Partial<ViewState>): Binding['run'] =>
  (state, listed) => ({ state: { ...state, ...change(state, listed) } })

/** All keys, in the order of the footer and the help. The first binding of a key on a screen counts. */
export const bindings: readonly Binding[] = [
  { keys: ['q'], on: everywhere, about: 'quit', hint: 'quit', run: ask({ do: 'quit' }) },
  {
    keys: ['?', 'h'],
    on: scrolled,
    about: 'this help',
    hint: 'help',
    run: set(({ screen }) => ({ screen: 'help', before: screen, helpTop: 0 })),
  },
  {
    keys: ['escape', 'enter', '?', 'h', ' '],
    on: ['help'],
    about: 'close the help',
    hint: 'close',
    run: set(goBack),
  },
  {
    keys: ['escape', 'backspace', 'left'],
    on: ['device'],
    about: 'back to the list',
    hint: 'back',
    run: set(goBack),
  },
  {
    keys: ['escape'],
    on: ['alarms'],
    about: 'back to the devices',
    hint: 'back',
    run: set(() => toList('devices')),
  },
  {
    keys: ['enter', 'right'],
    on: lists,
    about: 'open the selected device',
    hint: 'open',
    run: set(open),
  },
  {
    keys: ['a'],
    on: scrolled,
    about: 'all open alarms, and back to the devices',
    hint: 'alarms',
    run: set(({ screen }) => toList(screen === 'alarms' ? 'devices' : 'alarms')),
  },
  {
    keys: ['s'],
    on: ['devices'],
    about: 'sort by last seen, alarms first, rate, did',
    hint: 'sort',
    run: set(({ sort }) => ({
      sort: sortNames[(sortNames.indexOf(sort) + 1) % sortNames.length]!,
      selected: undefined,
      top: 0,
    })),
  },
  {
    keys: ['f'],
    on: ['devices'],
    about: 'filter: devices with an event such as data.temp>30',
    hint: 'filter',
    run: set(({ filter }) => ({ prompt: { kind: 'filter', text: filter, errors: [] } })),
  },
  {
    keys: ['/'],
    on: lists,
    about: 'search for a part of a did',
    hint: 'search',
    run: set(() => ({ prompt: { kind: 'search', text: '', errors: [] } })),
  },
  {
    keys: ['n'],
    on: lists,
    about: 'the next row that was searched for',
    run: set((state, listed) => find(state, listed, 1)),
  },
  { keys: ['N'], on: lists, about: 'the one before', run: set((state, listed) => find(state, listed, -1)) },
  {
    keys: [' ', 'p'],
    on: scrolled,
    about: 'pause, and go on; events are read and acked meanwhile',
    hint: 'pause',
    run: set(({ paused }) => ({ paused: !paused })),
  },
  { keys: ['tab'], on: ['device'], about: 'plot the next attribute', hint: 'plot', run: set(plotted(1)) },
  { keys: ['shift-tab'], on: ['device'], about: 'plot the attribute before', run: set(plotted(-1)) },
  { keys: ['up', 'k'], on: everywhere, about: 'a row up', run: set(moved(() => -1)) },
  { keys: ['down', 'j'], on: everywhere, about: 'a row down', run: set(moved(() => 1)) },
  { keys: ['page up'], on: everywhere, about: 'a page up', run: set(moved(({ page }) => -page)) },
  { keys: ['page down'], on: everywhere, about: 'a page down', run: set(moved(({ page }) => page)) },
  {
    keys: ['home', 'g'],
    on: everywhere,
    about: 'the first row',
    run: set(moved(() => Number.NEGATIVE_INFINITY)),
  },
  {
    keys: ['end', 'G'],
    on: everywhere,
    about: 'the last row',
    run: set(moved(() => Number.POSITIVE_INFINITY)),
  },
  { keys: ['ctrl-l'], on: everywhere, about: 'draw the screen anew', run: ask({ do: 'redraw' }) },
]

function goBack({ before }: ViewState): Partial<ViewState> {
  return { screen: before }
}

function toList(screen: ScreenName): Partial<ViewState> {
  return { screen, selected: undefined, top: 0 }
}

function open(state: ViewState, { keys, dids }: Listed): Partial<ViewState> {
  const index = indexOf(state, keys)
  if (index >= dids.length) return {}
  const { screen: before } = state
  return {
    screen: 'device',
    before,
    opened: dids[index]!,
    selected: keys[index]!,
    back: 0,
    attribute: undefined,
  }
}

/** Returns the index of the selected row; 0 if it is there no more. */
export function indexOf({ selected }: ViewState, keys: readonly string[]): number {
  return selected === undefined ? 0 : Math.max(0, keys.indexOf(selected))
}

/** Moves the selection of a list, or scrolls the events of a device. */
function moved(by: (listed: Listed) => number) {
  return (state: ViewState, listed: Listed): Partial<ViewState> => {
    const rows = by(listed)
    const most = Math.max(0, listed.rows - listed.page)
    if (state.screen === 'help') return { helpTop: Math.min(most, Math.max(0, state.helpTop + rows)) }
    if (state.screen === 'device') return { back: Math.min(most, Math.max(0, state.back - rows)) }
    const { keys } = listed
    const to = Math.min(keys.length - 1, Math.max(0, indexOf(state, keys) + rows))
    // At the top, the selection stays at the top whatever row that is.
    return { selected: to <= 0 ? undefined : keys[to] }
  }
}

function plotted(step: number) {
  return (_: ViewState, { attributes, plotted }: Listed): Partial<ViewState> =>
    attributes === 0 ? {} : { attribute: (plotted + step + attributes) % attributes }
}

/** Selects the next row, in the direction of `step`, whose did has the text that was searched for. */
export function find(state: ViewState, { keys, dids }: Listed, step: 1 | -1): Partial<ViewState> {
  const part = state.search.toLowerCase()
  const from = indexOf(state, keys)
  for (let i = 1; i <= dids.length; i++) {
    const at = (from + i * step + dids.length) % dids.length
    if (dids[at]!.toLowerCase().includes(part)) return { selected: keys[at]! }
  }
  return {}
}
