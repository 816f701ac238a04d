import { Failure } from '../base/failure.ts'
import { parsed } from '../base/parse-failure.ts'
import { type FormatEntry, type FormatName, formats } from '../format/formats.ts'
import { type Field, parseFields } from '../format/parse-fields.ts'
import { parseTemplate, type Template } from '../format/parse-template.ts'
import type { TimeStyle } from '../format/time-format.ts'
import { say } from '../language/say.ts'
import { longName } from './flag-words.ts'
import type { FlagsOf } from './option-table.ts'
import { showOptions } from './show-options.ts'

/** How events look. */
export interface FormatConfig {
  /** How they look on stdout; `json` if they do not go there. */
  readonly format: FormatName
  /** Whether shown events go to stdout. */
  readonly toStdout: boolean
  readonly template: Template | undefined
  /** The columns of a table; undefined if none are named. */
  readonly fields: readonly Field[] | undefined
  /** Whether JSON lines get one more member. */
  readonly enrich: boolean
  readonly time: TimeStyle
  /** Whether they are shown in a live view instead of as lines. */
  readonly watch: boolean
}

/** Options that only say how events look on stdout. */
const stdoutOptions = ['diff', 'wrap', 'time'] as const

/**
 * @param given the flags, without defaults
 * @param hasExec whether events are passed to a command, and to stdout only if a format is given
 * @throws Failure `usage`
 */
export function formatConfig(given: FlagsOf<typeof showOptions>, hasExec: boolean): FormatConfig {
  const { template, fields, json, output, enrich = false, watch = false } = given
  const toStdout = !hasExec || watch || json === true || output !== undefined || template !== undefined
  const format = template !== undefined ? 'template' : json || !toStdout ? 'json' : (output ?? 'pretty')
  const { time = 'local' }: FormatEntry = formats[format]
  if (enrich && format !== 'json' && !hasExec)
    throw new Failure('usage', say('--enrich adds a member to the lines of --json; give --json too'))
  if (fields !== undefined && format !== 'tsv' && format !== 'csv')
    throw new Failure('usage', say('--fields names the columns of -o tsv and -o csv; give one of them too'))
  if (given.highlight && format !== 'pretty')
    throw new Failure(
      'usage',
      say('--highlight is about pretty output; leave out the other format, or --highlight'),
    )
  const unseen = toStdout ? undefined : stdoutOptions.find(key => given[key] !== undefined)
  if (unseen) {
    const flag = longName(showOptions[unseen].flags)
    throw new Failure(
      'usage',
      say('{flag} is about stdout, which --exec replaces; -o pretty brings it back', { flag }),
    )
  }
  return {
    format,
    toStdout,
    template: template === undefined ? undefined : parsed('--template', () => parseTemplate(template)),
    fields: fields === undefined ? undefined : parsed('--fields', () => parseFields(fields)),
    enrich,
    time: given.time ?? time,
    watch,
  }
}
