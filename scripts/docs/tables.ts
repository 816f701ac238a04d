import { exitCodeTable } from '../../src/cli/exit-code.ts'
import type { OptionTable } from '../../src/cli/option-table.ts'
import { simulateOptions } from '../../src/cli/simulate-options.ts'
import { tailOptions } from '../../src/cli/tail-options.ts'
import { eventTypeNames, eventTypes } from '../../src/event/event-types.ts'
import { operators } from '../../src/filter/operators.ts'
import { eventMarks, type GlyphSet } from '../../src/format/event-marks.ts'
import { formats } from '../../src/format/formats.ts'
import { timeStyles } from '../../src/format/time-format.ts'
import { scenarioNames, scenarios } from '../../src/simulator/scenarios.ts'

/** The tables of the README, each made from the program's own. */
export const tables: Record<string, () => string> = {
  options: () => optionTable(tailOptions),
  'simulate-options': () => optionTable(simulateOptions),
  filters: () =>
    markdown(
      ['filter', 'keeps an event where', 'example'],
      Object.values(operators).map(({ form, about, example }) => [code(form), about, code(example)]),
    ),
  'event-types': () =>
    markdown(
      ['mark', 'in ASCII', 'event type', 'short name', 'what happened'],
      eventTypeNames.map(name => {
        const mark = eventMarks[name]
        const drawn = (set: GlyphSet) =>
          code('cleared' in mark ? `${mark[set]} ${mark.cleared[set]}` : mark[set])
        return [
          drawn('unicode'),
          drawn('ascii'),
          code(name),
          eventTypes[name].shortName,
          eventTypes[name].about,
        ]
      }),
    ),
  formats: () =>
    markdown(
      ['`-o`', 'output'],
      Object.entries(formats).map(([name, { about }]) => [code(name), about]),
    ),
  times: () =>
    markdown(
      ['`--time`', 'shows'],
      Object.entries(timeStyles).map(([name, { about }]) => [code(name), about]),
    ),
  scenarios: () =>
    markdown(
      ['scenario', 'the broker'],
      scenarioNames.map(name => [code(name), scenarios[name].about]),
    ),
  'exit-codes': () =>
    markdown(
      ['code', 'when'],
      exitCodeTable.map(([number, meaning]) => [String(number), meaning]),
    ),
}

function optionTable(table: OptionTable): string {
  const rows = Object.values(table).map(spec => {
    const values = spec.choices ? ` (${Object.keys(spec.choices).map(code).join(', ')})` : ''
    const standIn = [spec.env && code(spec.env), spec.default && code(spec.default)]
      .filter(Boolean)
      .join(', ')
    return [code(spec.flags), `${spec.about}${values}`, standIn]
  })
  return markdown(['option', 'meaning', 'environment, default'], rows)
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
