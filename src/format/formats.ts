import type { ByteRange } from '../base/byte-range.ts'
import type { RaisedAlarms } from '../devices/raised-alarms.ts'
import type { Event } from '../event/event.ts'
import type { GlyphSet } from './event-styles.ts'
import { createJson } from './json.ts'
import { createPretty } from './pretty.ts'
import type { TextMask } from './text-mask.ts'
import type { Theme } from './theme.ts'
import type { TimeStyle } from './time-format.ts'

/** Text in whole lines, each with its `\n`, or a line that is passed through as it is. */
export type Formatted = string | ByteRange

/** Called once for each event that is shown, in order: a format may remember what it has seen. */
export type Format = (event: Event) => Formatted

export interface FormatContext {
  /** Made for the colour level of stdout. */
  readonly theme: Theme
  /**
   * Cells of the terminal's width, asked at each line, since it may be resized; 0 where the terminal does not
   * say; undefined where stdout is no terminal: then no line is cut to a width.
   */
  readonly columns: () => number | undefined
  /** Whether lines that are too wide for the terminal go on in further rows, instead of being cut; default false. */
  readonly wrap?: boolean | undefined
  /** What the terminal can draw; default `unicode`. */
  readonly glyphs?: GlyphSet | undefined
  /** Takes out of texts what must not be shown. Default: nothing is taken out. */
  readonly mask?: TextMask | undefined
  /** Remembers when alarms were raised. */
  readonly alarms: RaisedAlarms
  readonly time: TimeStyle
  /** IANA name; undefined: the machine's own. */
  readonly timeZone: string | undefined
  /** Milliseconds since 1970 now, for lag and relative times. */
  readonly wall: () => number
}

export interface FormatEntry {
  /** A few words for help and documentation. */
  readonly about: string
  /** Not at once: what only one format needs is loaded here. */
  create(context: FormatContext): Promise<Format>
}

/** What `--output` knows. */
export const formats = {
  pretty: { about: 'aligned columns, for eyes', create: createPretty },
  json: {
    about: "each event's line exactly as the server sent it (= --json)",
    create: createJson,
  },
} as const satisfies Record<string, FormatEntry>

export type FormatName = keyof typeof formats
