import type { ByteRange } from '../base/byte-range.ts'
import type { DefinitionSet } from '../datapoints/definition-set.ts'
import type { Event } from '../event/event.ts'
import type { GlyphSet } from './event-styles.ts'
import { createJson } from './json.ts'
import type { Field } from './parse-fields.ts'
import type { Template } from './parse-template.ts'
import { createPretty } from './pretty.ts'
import { createCsv, createTsv } from './separated-values.ts'
import { createTemplate } from './template.ts'
import type { TextMask } from './text-mask.ts'
import type { Theme } from './theme.ts'
import type { TimeStyle } from './time-format.ts'

/** Whole lines of text, each with its `\n`, or a line that is passed through unchanged. */
export type Formatted = string | ByteRange

/** Formats an event. Called once per shown event, in order, so that a format may remember earlier events. */
export interface Format {
  (event: Event): Formatted
  /** Written before the first event, or at the end if there was none. */
  readonly header?: string
}

export interface FormatContext {
  /** Made for the colour level of stdout. */
  readonly theme: Theme
  /**
   * Returns the width of the terminal in cells: 0 if it is not known, and undefined if stdout is not a terminal, so that no
   * line is cut. Called for every line, since terminals are resized.
   */
  readonly columns: () => number | undefined
  /** Whether lines that are too wide for the terminal are wrapped instead of cut. Default: false. */
  readonly wrap?: boolean | undefined
  /** The characters that the terminal can draw. Default: `unicode`. */
  readonly glyphs?: GlyphSet | undefined
  /** Removes from texts what must not be shown. Default: removes nothing. */
  readonly mask?: TextMask | undefined
  /** The definitions of products, for the names of their attributes. */
  readonly definitions?: Pick<DefinitionSet, 'get'> | undefined
  /** Whether events are shown as they happen, so that their lag means something. Default: true. */
  readonly live?: boolean | undefined
  /** Whether JSON lines get one more member, `_tail`. Default: false. */
  readonly enrich?: boolean | undefined
  /** Whether a status shows only what changed since the device's last one, if that is known. Default: false. */
  readonly diff?: boolean | undefined
  /** Returns whether an event of `pretty` is to stand out. Default: none is. */
  readonly highlight?: ((event: Event) => boolean) | undefined
  /** What `template` shows. */
  readonly template?: Template | undefined
  /** The columns of `tsv` and `csv`. Default: `defaultFields`. */
  readonly fields?: readonly Field[] | undefined
  /** Whether the lines follow others that have a header already. Default: false. */
  readonly isContinued?: boolean | undefined
  readonly time: TimeStyle
  /** An IANA name; undefined for the zone of this machine. */
  readonly timeZone: string | undefined
  /** The current time in milliseconds since 1970, for lag and relative times. */
  readonly wall: () => number
}

export interface FormatEntry {
  /** A few words for help and documentation. */
  readonly about: string
  /** How times are shown if nobody says. Default: `local`. */
  readonly time?: TimeStyle
  /** Asynchronous, so that a format can load what only it needs. */
  create(context: FormatContext): Promise<Format>
}

/** The formats that `--output` accepts. */
export const outputFormats = {
  pretty: { about: 'aligned columns, for people', create: createPretty },
  json: {
    about: "each event's line exactly as the server sent it (= --json)",
    create: createJson,
  },
  tsv: {
    about: 'columns with tabs between them (--fields); a tab in a value is \\t',
    create: createTsv,
    time: 'iso',
  },
  csv: {
    about: 'columns with commas between them, as in RFC 4180 (--fields)',
    create: createCsv,
    time: 'iso',
  },
} as const satisfies Record<string, FormatEntry>

/** All formats. */
export const formats = {
  ...outputFormats,
  template: { about: 'the text of --template', create: createTemplate },
} as const satisfies Record<string, FormatEntry>

export type FormatName = keyof typeof formats
