import { safeText } from '../base/safe-text.ts'
import type { Format, FormatContext } from './formats.ts'
import { MemberPaths, memberTexts } from './member-texts.ts'
import { defaultFields, parseFields } from './parse-fields.ts'
import { noMask } from './text-mask.ts'
import { timeStyles } from './time-format.ts'

/** How the rows of a table are written. */
interface Notation {
  readonly separator: string
  /** @param text undefined if there is no value */
  cell(text: string | undefined): string
}

const tsv: Notation = {
  separator: '\t',
  cell: (text = '') =>
    /[\t\n\r\\]/.test(text) ? text.replace(/[\t\n\r\\]/g, sign => tsvEscapes[sign]!) : text,
}
const tsvEscapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' }

/**
 * RFC 4180, but lines end with LF, as `wc`, `sort` and `grep` expect; readers of CSV accept both. An empty text is quoted,
 * which distinguishes it from no value. Values that a spreadsheet would take for a formula are not changed: programs
 * must get back what the device sent.
 */
const csv: Notation = {
  separator: ',',
  cell(text) {
    if (text === undefined) return ''
    return /[",\r\n]|^ | $|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  },
}

export const createTsv = (context: FormatContext) => createRows(context, tsv)
export const createCsv = (context: FormatContext) => createRows(context, csv)

/**
 * Writes a row per event, after a row of headings. On a terminal, unsafe characters are escaped, and a value of more than
 * 64 KB is cut.
 */
async function createRows(context: FormatContext, { separator, cell }: Notation): Promise<Format> {
  const { fields = parseFields(defaultFields), columns, wall, timeZone, mask = noMask, isContinued } = context
  const members = new MemberPaths()
  const places = fields.map(({ path }) => members.add(path))
  const isForEyes = columns() !== undefined
  const time = timeStyles[context.time].create(timeZone, wall)
  const texts = memberTexts(members.paths, time, isForEyes ? mask : undefined)
  const line = (row: string) => `${isForEyes ? safeText(row) : row}\n`
  const format: Format = event => {
    const values = texts(event)
    let row = cell(values[places[0]!])
    for (let i = 1; i < places.length; i++) row += separator + cell(values[places[i]!])
    return line(row)
  }
  if (isContinued) return format
  return Object.assign(format, { header: line(fields.map(({ name }) => cell(name)).join(separator)) })
}
