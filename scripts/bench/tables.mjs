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

/** The results as a Markdown table, for the README. */
export function markdownTable(results) {
  const rows = Object.entries(results.rows).map(([name, row]) => {
    const spread = `${said(row, row.min)} – ${said(row, row.max)}`
    return `| ${name} | ${said(row, row.median)} | ${spread} | ${row.target ? `${targetOf(row)}${row.met ? '' : ', missed'}` : ''} |`
  })
  const head = ['| what | median | min – max | target |', '| --- | ---: | ---: | ---: |']
  return [...head, ...rows, '', ...footer(results)].join('\n')
}

/** What a reader of the README wants to know of them. */
export function readmeTable(results) {
  const rows = Object.entries(results.rows).filter(([name]) => !beside.test(name))
  return markdownTable({ ...results, rows: Object.fromEntries(rows) })
}

/** Rows that show how a number comes about, and windows other than that of the targets. */
const beside =
  /processor time|prefetch (5|50)$|^pusher|^(wire|--json|pretty).* 32767$|^--help|demo, over bare|bare client/

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
