import {
  decodeOptionTexts,
  doctorOptionTexts,
  replayOptionTexts,
  simulateOptionTexts,
  tailOptionTexts,
} from '../../src/cli/chinese/option-texts.ts'
import {
  defaultTexts,
  eventTypeTexts,
  exitCodeTexts,
  filterFormTexts,
  formatTexts,
  scenarioTexts,
  timeTexts,
} from '../../src/cli/chinese/table-texts.ts'
import { decodeOptions } from '../../src/cli/decode-options.ts'
import { ownDoctorOptions } from '../../src/cli/doctor/doctor-options.ts'
import { exitCodeTable } from '../../src/cli/exit-code.ts'
import { defaultText, type OptionSpec, type OptionTable } from '../../src/cli/option-table.ts'
import { ownReplayOptions } from '../../src/cli/replay-options.ts'
import { simulateOptions } from '../../src/cli/simulate-options.ts'
import { tailOptions } from '../../src/cli/tail-options.ts'
import { eventTypeNames, eventTypes } from '../../src/event/event-types.ts'
import { filterForms } from '../../src/filter/filter-forms.ts'
import { type GlyphSet, typeStyles } from '../../src/format/event-styles.ts'
import { outputFormats } from '../../src/format/formats.ts'
import { timeStyles } from '../../src/format/time-format.ts'
import { scenarioNames, scenarios } from '../../src/simulator/scenarios.ts'
import { markdown } from './markdown.ts'

/** The languages of the READMEs. */
export type Language = 'en' | 'zh'

type Rows = readonly (readonly string[])[]

interface Table {
  readonly head: Readonly<Record<Language, readonly string[]>>
  /** @param text returns the English or the Chinese text */
  rows(text: (english: string, chinese: string | undefined) => string, language: Language): Rows
}

/** The tables of the READMEs, made from those of the program. */
const tables = {
  options: optionTable(tailOptions, tailOptionTexts),
  'replay-options': optionTable(ownReplayOptions, replayOptionTexts),
  'simulate-options': optionTable(simulateOptions, simulateOptionTexts),
  'doctor-options': optionTable(ownDoctorOptions, doctorOptionTexts),
  'decode-options': optionTable(decodeOptions, decodeOptionTexts),
  filters: {
    head: {
      en: ['filter', 'keeps an event where', 'example'],
      zh: ['过滤表达式', '保留满足条件的事件', '例子'],
    },
    rows: text =>
      entries(filterForms).map(([name, { form, about, example }]) => [
        code(form),
        text(about, filterFormTexts[name]),
        code(example),
      ]),
  },
  'event-types': {
    head: {
      en: ['mark', 'in ASCII', 'event type', 'short name', 'what happened'],
      zh: ['标记', 'ASCII', '事件类型', '短名', '含义'],
    },
    rows: text =>
      eventTypeNames.map(name => {
        const mark = typeStyles[name]
        const drawn = (set: GlyphSet) =>
          code('cleared' in mark ? `${mark[set]} ${mark.cleared[set]}` : mark[set])
        return [
          drawn('unicode'),
          drawn('ascii'),
          code(name),
          code(eventTypes[name].shortName),
          text(eventTypes[name].about, eventTypeTexts[name]),
        ]
      }),
  },
  formats: {
    head: { en: ['`-o`', 'output'], zh: ['`-o`', '输出'] },
    rows: text =>
      entries(outputFormats).map(([name, { about }]) => [code(name), text(about, formatTexts[name])]),
  },
  times: {
    head: { en: ['`--time`', 'shows'], zh: ['`--time`', '显示'] },
    rows: text => entries(timeStyles).map(([name, { about }]) => [code(name), text(about, timeTexts[name])]),
  },
  scenarios: {
    head: { en: ['scenario', 'the broker'], zh: ['名称', '模拟的行为'] },
    rows: text => scenarioNames.map(name => [code(name), text(scenarios[name].about, scenarioTexts[name])]),
  },
  'exit-codes': {
    head: { en: ['code', 'when'], zh: ['退出码', '含义'] },
    rows: text =>
      exitCodeTable.map(([number, meaning]) => [String(number), text(meaning, exitCodeTexts[number])]),
  },
} satisfies Record<string, Table>

export type TableName = keyof typeof tables

export const tableNames = Object.keys(tables) as TableName[]

/** Returns a table in Markdown. @throws Error if a row has no text in the language */
export function tableIn(name: TableName, language: Language): string {
  const { head, rows }: Table = tables[name]
  const choose = (english: string, chinese: string | undefined) => {
    if (language === 'en') return english
    if (chinese === undefined) throw new Error(`the table ${name} has no Chinese for: ${english}`)
    return chinese
  }
  return markdown(head[language], rows(choose, language))
}

function optionTable(options: OptionTable, texts: Readonly<Record<string, string>>): Table {
  return {
    head: { en: ['option', 'meaning', 'environment, default'], zh: ['选项', '含义', '环境变量，默认值'] },
    rows: (text, language) =>
      Object.entries(options).map(([name, spec]) => [
        code(spec.flags),
        text(spec.about, texts[name]) + valuesOf(spec, language),
        variableAndDefault(spec, language),
      ]),
  }
}

function variableAndDefault(spec: OptionSpec, language: Language): string {
  const { env } = spec
  const value = defaultText(spec)
  const text = spec.otherwise === undefined || language === 'en' ? undefined : defaultTexts[spec.otherwise]
  const shown = [env && code(env), text ?? (value && code(value))].filter(Boolean)
  return shown.join(language === 'en' ? ', ' : '，')
}

function valuesOf({ choices }: OptionSpec, language: Language): string {
  if (!choices) return ''
  const names = Object.keys(choices).map(code)
  return language === 'en' ? ` (${names.join(', ')})` : `（${names.join('、')}）`
}

function entries<T extends object>(table: T): [keyof T, T[keyof T]][] {
  return Object.entries(table) as [keyof T, T[keyof T]][]
}

function code(text: string): string {
  return `\`${text}\``
}
