const decimals = { '×': 2, 'events/s': 0, ms: 1, MB: 0 }

/** The results as lines for a person at a terminal. */
export function textTable(results) {
  const rows = Object.entries(results.rows).map(([name, row]) => [
    name,
    said(row, row.median),
    `${said(row, row.min)} – ${said(row, row.max)}`,
    row.target ? `${targetOf(row)} ${row.met ? 'met' : 'MISSED'}` : '',
    row.cpu === undefined ? '' : `${percent(row.cpu)} / ${percent(row.brokerCpu)}`,
  ])
  rows.unshift(['', 'median', 'min – max', 'target', 'core used by it / by the pusher'])
  const widths = rows[0].map((_, i) => Math.max(...rows.map(row => row[i].length)))
  const line = row =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[i]))).join('  ')
  return [...rows.map(line), '', ...footer(results)].join('\n')
}

/** All results as a Markdown table. */
export function markdownTable(results) {
  const rows = Object.entries(results.rows).map(([name, row]) => {
    const spread = `${said(row, row.min)} – ${said(row, row.max)}`
    return `| ${name} | ${said(row, row.median)} | ${spread} | ${row.target ? `${targetOf(row)}${row.met ? '' : ', missed'}` : ''} |`
  })
  const head = ['| what | median | min – max | target |', '| --- | ---: | ---: | ---: |']
  return [...head, ...rows, '', ...footer(results)].join('\n')
}

/**
 * The rows of the results that tell a user what to expect, in order, with what each language calls them. The other
 * rows, and the targets, are in the results file.
 */
const forReaders = {
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

const heads = {
  en: '| what | median | min – max |',
  zh: '| 项目 | 中位数 | 最小 – 最大 |',
}

/**
 * The results as a Markdown table for a README.
 *
 * @param language `en` or `zh`
 * @throws where the results lack a row
 */
export function readmeTable(results, language) {
  const rows = Object.entries(forReaders).map(([name, names]) => {
    const row = results.rows[name]
    if (!row) throw new Error(`the results have no row called ${name}`)
    return `| ${names[language]} | ${said(row, row.median)} | ${said(row, row.min)} – ${said(row, row.max)} |`
  })
  return [heads[language], '| --- | ---: | ---: |', ...rows, '', ...footer(results)].join('\n')
}

function footer({ machine, noisy, notes }) {
  const { processor, cores, memoryGB, system, node, date } = machine
  return [
    `${processor}, ${cores} cores, ${memoryGB} GB, ${system}, Node ${node}, ${date}.`,
    ...(noisy ? [`Taken while others used ${percent(noisy)} of the machine.`] : []),
    ...(notes ? [`${notes}.`] : []),
  ]
}

function said({ unit }, number) {
  const text = number.toLocaleString('en-US', {
    minimumFractionDigits: decimals[unit],
    maximumFractionDigits: decimals[unit],
  })
  return unit === '×' ? `${text}×` : `${text} ${unit}`
}

function targetOf(row) {
  const { min, max } = row.target
  if (min === undefined) return `≤ ${said(row, max)}`
  return max === undefined ? `≥ ${said(row, min)}` : `${said(row, min)} – ${said(row, max)}`
}

function percent(share) {
  return `${Math.round(share * 100)} %`
}
