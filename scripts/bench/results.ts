import { readFileSync, writeFileSync } from 'node:fs'
import type { Machine } from './machine.ts'
import type { Spread } from './spread.ts'

/** The results of the last whole run. */
export const resultsFile = 'scripts/bench/results.json'

export type Unit = '×' | 'events/s' | 'ms' | 'MB'

/** What is promised of a row: bounds of its median, or, where `judged` says so, of its maximum. */
export interface Target {
  readonly min?: number
  readonly max?: number
  readonly judged?: 'median' | 'max'
}

/** What was measured, over all rounds. */
export interface Row extends Spread {
  readonly group: string
  readonly name: string
  readonly unit: Unit
  readonly target?: Target | undefined
  /** Shares of one core that the client and the broker used; undefined where that is not known. */
  readonly cpu?: number | undefined
  readonly brokerCpu?: number | undefined
}

/** A row as it is saved, under its name. `met` is there where `target` is. */
export type ResultRow = Omit<Row, 'name'> & { readonly met?: boolean }

/** What a run of the bench measured. It holds no lists, so that any formatter leaves it as it is. */
export interface Results {
  readonly machine: Machine
  readonly options: { readonly rounds: number; readonly events: number; readonly groups: string }
  /** The share of the machine that others used; 0 where it is too small to matter. */
  readonly noisy: number
  readonly rows: Readonly<Record<string, ResultRow>>
  readonly notes: string
}

/** Results from rows, with numbers rounded and targets judged. */
export function resultsOf(run: Omit<Results, 'rows' | 'notes'> & { rows: Row[]; notes: string[] }): Results {
  const { machine, options, noisy, rows, notes } = run
  const byName = rows.map(({ name, ...row }) => [name, { ...rounded(row), ...verdict(row) }])
  return { machine, options, noisy, rows: Object.fromEntries(byName), notes: notes.join('; ') }
}

export function saveResults(file: string, results: Results): void {
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`)
}

export function loadResults(file: string): Results {
  return JSON.parse(readFileSync(file, 'utf8')) as Results
}

/** A row with numbers of four digits, after all else, and without what is undefined. */
function rounded(row: object): object {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined)
  const numbers = entries.filter(([, value]) => typeof value === 'number')
  const others = entries.filter(([, value]) => typeof value !== 'number')
  return Object.fromEntries([...others, ...numbers.map(([name, n]) => [name, Number(n.toPrecision(4))])])
}

function verdict({ target, ...row }: Omit<Row, 'name'>): { met?: boolean } {
  if (!target) return {}
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, judged = 'median' } = target
  return { met: row[judged] >= min && row[judged] <= max }
}
