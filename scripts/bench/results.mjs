import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Results are `{ machine, options, noisy, rows, notes }`; `rows` go by name, each `{ group, unit, median, min,
 * max, runs }`, with `target` (`{ min, max, judged }`, each or none) and `met` where something is promised.
 * There are no lists in it, so that any formatter leaves it as it is.
 */
export function resultsOf({ machine, options, noisy, rows, notes }) {
  const byName = rows.map(({ name, ...row }) => [name, { ...rounded(row), ...verdict(row) }])
  return { machine, options, noisy, rows: Object.fromEntries(byName), notes: notes.join('; ') }
}

export function saveResults(file, results) {
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`)
}

export function loadResults(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function rounded(row) {
  const numbers = Object.entries(row).filter(([, value]) => typeof value === 'number' && !Number.isNaN(value))
  const others = Object.entries(row).filter(([, value]) => value !== undefined && typeof value !== 'number')
  return Object.fromEntries([...others, ...numbers.map(([name, n]) => [name, Number(n.toPrecision(4))])])
}

function verdict({ target, ...row }) {
  if (!target) return {}
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, judged = 'median' } = target
  return { met: row[judged] >= min && row[judged] <= max }
}
