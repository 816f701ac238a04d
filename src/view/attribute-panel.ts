import { wholeDuration } from '../base/duration.ts'
import { textCells } from '../base/text-width.ts'
import { secretMembers, secretValue } from '../event/secret-members.ts'
import { paint, plain } from '../format/style.ts'
import { valueText } from '../format/value-text.ts'
import { say } from '../language/say.ts'
import type { AttributeLog } from './attribute-log.ts'
import { cell, cutPainted, filled } from './cells.ts'
import type { OpenDevice } from './open-device.ts'
import { plot } from './plot.ts'
import type { Moment, ViewContext } from './view-context.ts'

/** From this width on, a plot stands beside the table. */
const wide = 76
/** Cells of a plot, at most, and of the table beside it, at least. */
const mostPlot = 60
const leastTable = 48
/** Milliseconds for which a value that changed stands out. */
const fresh = 5000
/** Rows of a plot, with its title. */
const plotHeight = 6

/** Returns the attributes of a device as a table of at most `height` rows, and a plot of the numeric one that is chosen. */
export function attributePanel(
  device: OpenDevice,
  chosen: number | undefined,
  { width, height }: { readonly width: number; readonly height: number },
  at: Moment,
  context: ViewContext,
): string[] {
  const attributes = [...device.attributes.values()]
  if (attributes.length === 0 || height < 2) return []
  const plotted = device.numeric[device.plotted(chosen)]
  if (!plotted) return table(device, attributes, plotted, width, height, at, context)
  if (width < wide || height < plotHeight)
    return [
      ...table(device, attributes, plotted, width, height - 1, at, context),
      plotRow(device, plotted, width, context),
    ]
  const plotWidth = Math.min(mostPlot, width - leastTable - 2)
  const left = table(device, attributes, plotted, width - plotWidth - 2, height, at, context)
  const right = plotRows(device, plotted, plotWidth, context)
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    right[i] === undefined ? left[i]! : `${filled(left[i] ?? '', width - plotWidth)}${right[i]}`,
  )
}

function table(
  device: OpenDevice,
  attributes: readonly AttributeLog[],
  plotted: AttributeLog | undefined,
  width: number,
  height: number,
  at: Moment,
  context: ViewContext,
): string[] {
  const { theme, glyphs } = context
  const name = Math.min(28, Math.floor(width / 2.5))
  const age = 8
  const value = width - name - age - 2
  const rows = Math.min(height, attributes.length + 1)
  const place = Math.max(0, plotted ? attributes.indexOf(plotted) : 0)
  const top = Math.min(attributes.length - (rows - 1), Math.max(0, place - rows + 2))
  const shown = attributes.slice(top, top + rows - 1)
  const more = attributes.length - shown.length
  const title = more > 0 ? say('attribute ({n})', { n: attributes.length }) : say('attribute')
  return [
    [
      cell(theme.heading, title, name, ''),
      cell(theme.heading, say('value'), value, ''),
      cell(theme.heading, say('changed'), age, '', 'right'),
    ].join(' '),
    ...shown.map(log => {
      const label = context.label(device.productKey, log.name)
      const style = at.wall - log.changedAt < fresh && log.before !== undefined ? theme.changed : plain
      return [
        cell(log === plotted ? theme.heading : theme.name, label, name, glyphs.cut),
        cell(style, textOf(log, context), value, glyphs.cut),
        cell(theme.dim, wholeDuration(at.wall - log.changedAt), age, '', 'right'),
      ].join(' ')
    }),
  ]
}

function textOf({ name, value, before }: AttributeLog, { mask, glyphs }: ViewContext): string {
  if (secretMembers.has(name)) return secretValue
  const text = mask.hide(valueText(value))
  return before === undefined ? text : `${mask.hide(valueText(before))}${glyphs.arrow}${text}`
}

/** A plot with its title and its scale in the first row. */
function plotRows(
  device: OpenDevice,
  { name, numbers }: AttributeLog,
  width: number,
  { theme, glyphs, label }: ViewContext,
): string[] {
  const scale = scaleOf(numbers.slice(-width))
  const title = cell(theme.heading, label(device.productKey, name), width - textCells(scale) - 1, glyphs.cut)
  const drawn = plot(numbers, width, plotHeight - 1, glyphs.levels)
  return [`${title} ${paint(theme.dim, scale)}`, ...drawn.map(row => paint(theme.good, row.trimEnd()))]
}

/** A plot in one row, with its title and its scale. */
function plotRow(
  device: OpenDevice,
  { name, numbers }: AttributeLog,
  width: number,
  { theme, glyphs, label }: ViewContext,
): string {
  const title = cell(theme.heading, label(device.productKey, name), Math.floor(width / 4), glyphs.cut)
  const shown = numbers.slice(-Math.floor(width / 2))
  const [drawn] = plot(shown, shown.length, 1, glyphs.levels)
  return cutPainted(`${title} ${paint(theme.good, drawn!)} ${paint(theme.dim, scaleOf(shown))}`, width)
}

function scaleOf(numbers: readonly number[]): string {
  return say('{from} to {to}', { from: short(Math.min(...numbers)), to: short(Math.max(...numbers)) })
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
