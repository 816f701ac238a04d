import type { Language } from '../docs/tables.ts'
import type { ResultRow, Results, Target, Unit } from './results.ts'

const decimals: Readonly<Record<Unit, number>> = { '×': 2, 'events/s': 0, ms: 1, MB: 0 }

/** The results as lines for a person at a terminal. */
export function textTable(results: Results): string {
  const rows = Object.entries(results.rows).map(([name, row]) => [
    name,
    ...numbersOf(row),
    row.target ? `${targetOf(row.target, row.unit)} ${row.met ? 'met' : 'MISSED'}` : '',
    row.cpu === undefined ? '' : `${percent(row.cpu)} / ${percent(row.brokerCpu ?? 0)}`,
  ])
  rows.unshift(['', 'median', 'min – max', 'target', 'core used by it / by the pusher'])
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => row[i]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
  return [...rows.map(line), '', ...footer(results)].join('\n')
}

/** All results as a Markdown table. */
export function markdownTable(results: Results): string {
  const rows = Object.entries(results.rows).map(([name, row]) => {
    const target = row.target ? `${targetOf(row.target, row.unit)}${row.met ? '' : ', missed'}` : ''
    return `| ${[name, ...numbersOf(row), target].join(' | ')} |`
  })
  const head = ['| what | median | min – max | target |', '| --- | ---: | ---: | ---: |']
  return [...head, ...rows, '', ...footer(results)].join('\n')
}

/**
 * The rows of the results that say what a user can expect, in order, with their names in each language. The other
 * rows, and the targets, are in the results file.
 */
const rowsForUsers: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  '--json, prefetch 1000': { en: '`--json`', zh: '`--json`' },
  '--json --filter, prefetch 1000': { en: '`--json -f …`', zh: '`--json -f …`' },
  'pretty, coloured, prefetch 1000': { en: 'pretty, with colours', zh: 'pretty（带颜色）' },
  '--json / jq -c .': { en: '`--json`, as a multiple of `jq -c .`', zh: '`--json` 相对于 `jq -c .`' },
  'pretty / pino-pretty': { en: 'pretty, as a multiple of pino-pretty', zh: 'pretty 相对于 pino-pretty' },
  '--json, 1,000 events/s, p99': {
    en: 'delay of `--json` at 1,000 events/s, p99',
    zh: '`--json` 延迟（每秒 1,000 个事件，p99）',
  },
  'pretty, 1,000 events/s, p99': {
    en: 'delay of pretty at 1,000 events/s, p99',
    zh: 'pretty 延迟（每秒 1,000 个事件，p99）',
  },
  'peak RSS, --json, prefetch 1000': { en: 'memory of `--json`, peak RSS', zh: '`--json` 内存峰值（RSS）' },
  'peak RSS, pretty, prefetch 1000': { en: 'memory of pretty, peak RSS', zh: 'pretty 内存峰值（RSS）' },
  'first event of --demo, from start': {
    en: 'first event of `--demo`, from start',
    zh: '`--demo` 从启动到第一个事件',
  },
}

const heads: Readonly<Record<Language, string>> = {
  en: '| what | median | min – max |',
  zh: '| 项目 | 中位数 | 最小 – 最大 |',
}

/** The results as a Markdown table for a README. @throws Error where the results lack a row */
export function readmeTable(results: Results, language: Language): string {
  const rows = Object.entries(rowsForUsers).map(([name, names]) => {
    const row = results.rows[name]
    if (!row) throw new Error(`the results have no row called ${name}`)
    return `| ${[names[language], ...numbersOf(row)].join(' | ')} |`
  })
  return [heads[language], '| --- | ---: | ---: |', ...rows, '', ...footer(results, language)].join('\n')
}

/** What is said below a table. The notes, which name programs and why they did not run, are English in both. */
const remarks = {
  en: {
    machine: ({ processor, cores, memoryGB, system, node, date }: Results['machine']) =>
      `${processor}, ${cores} cores, ${memoryGB} GB, ${system}, Node ${node}, ${date}.`,
    noisy: (share: number) => `Taken while others used ${percent(share)} of the machine.`,
  },
  zh: {
    machine: ({ processor, cores, memoryGB, system, node, date }: Results['machine']) =>
      `${processor}，${cores} 核，${memoryGB} GB，${system}，Node ${node}，${date}。`,
    noisy: (share: number) => `测量时其他程序占用了这台机器 ${percent(share)} 的处理器。`,
  },
} as const satisfies Readonly<Record<Language, unknown>>

function footer({ machine, noisy, notes }: Results, language: Language = 'en'): string[] {
  const texts = remarks[language]
  return [texts.machine(machine), ...(noisy ? [texts.noisy(noisy)] : []), ...(notes ? [`${notes}.`] : [])]
}

/** The median, and the smallest and the largest number. */
function numbersOf({ unit, median, min, max }: ResultRow): string[] {
  return [formatted(median, unit), `${formatted(min, unit)} – ${formatted(max, unit)}`]
}

function formatted(number: number, unit: Unit): string {
  const text = number.toLocaleString('en-US', {
    minimumFractionDigits: decimals[unit],
    maximumFractionDigits: decimals[unit],
  })
  return unit === '×' ? `${text}×` : `${text} ${unit}`
}

function targetOf({ min, max }: Target, unit: Unit): string {
  const [least, most] = [min, max].map(bound => (bound === undefined ? undefined : formatted(bound, unit)))
  if (least === undefined) return `≤ ${most}`
  return most === undefined ? `≥ ${least}` : `${least} – ${most}`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
