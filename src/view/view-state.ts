import type { SortName } from './sorts.ts'

/** What fills the screen. */
export type ScreenName = 'devices' | 'alarms' | 'device' | 'help'

/** A line that is being typed. */
export interface Prompt {
  readonly kind: 'filter' | 'search'
  readonly text: string
  /** What is wrong with the text, in lines; empty if nothing is known to be. */
  readonly errors: readonly string[]
}

/** What a person has chosen to see. */
export interface ViewState {
  readonly screen: ScreenName
  /** The screen before that of a device, or the help. */
  readonly before: ScreenName
  readonly sort: SortName
  /** The key of the selected row; undefined for whatever row is the first. */
  readonly selected: string | undefined
  /** The first row that is visible. */
  readonly top: number
  /** The device whose screen is open, or was last. */
  readonly opened: string | undefined
  /** Rows that the events of a device are scrolled back from the last one. */
  readonly back: number
  /** Rows of the help that are scrolled past. */
  readonly helpTop: number
  /** Which of its attributes that are numbers is plotted; undefined for a measurement. */
  readonly attribute: number | undefined
  readonly paused: boolean
  /** The filter in effect; empty if there is none. */
  readonly filter: string
  /** What was searched for last. */
  readonly search: string
  readonly prompt: Prompt | undefined
}

export const firstState: ViewState = {
  screen: 'devices',
  before: 'devices',
  sort: 'seen',
  selected: undefined,
  top: 0,
  opened: undefined,
  back: 0,
  helpTop: 0,
  attribute: undefined,
  paused: false,
  filter: '',
  search: '',
  prompt: undefined,
}

/** What keys refer to. */
export interface Listed {
  /** What identifies the rows of the list, in order. */
  readonly keys: readonly string[]
  /** The devices of these rows. */
  readonly dids: readonly string[]
  /** Rows of the list, the events of a device, or the help that fit on the screen. */
  readonly page: number
  /** Rows of the events of the open device, or of the help. */
  readonly rows: number
  /** Attributes of the open device that are numbers, and which of them is plotted. */
  readonly attributes: number
  readonly plotted: number
}

/** What a key asks for besides another state. */
export type Effect =
  | { readonly do: 'quit' }
  /** What the terminal would do by itself if keys were not read one by one. */
  | { readonly do: 'signal'; readonly signal: 'SIGINT' | 'SIGTSTP' | 'SIGQUIT' }
  | { readonly do: 'redraw' }
  /** Parse a filter, and call `filterParsed`. */
  | { readonly do: 'filter'; readonly text: string }

export interface Update {
  readonly state: ViewState
  readonly effect?: Effect
}

/** The filter that was typed is in effect, which ends a pause, or has errors. */
export function filterParsed(state: ViewState, text: string, errors: readonly string[]): ViewState {
  if (errors.length === 0)
    return { ...state, filter: text, prompt: undefined, selected: undefined, top: 0, paused: false }
  return state.prompt ? { ...state, prompt: { ...state.prompt, errors } } : state
}

/** Scrolls the list so that row `index`, the selected one, is visible. */
export function scrolledTo(state: ViewState, index: number, { keys, page }: Listed): ViewState {
  const last = Math.max(0, keys.length - page)
  const top = Math.min(last, Math.max(index - page + 1, Math.min(index, state.top)))
  return top === state.top ? state : { ...state, top }
}
