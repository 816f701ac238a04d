// Measures the built program: `npm run bench -- --help`.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import { bundleTs } from '../bundle-ts.mjs'
import { Broker } from './broker.ts'
import { measure } from './groups.ts'
import { rawDefinition } from './lines.ts'
import { loads } from './loads.ts'
import { shareOfOthers, thisMachine } from './machine.ts'
import { type BenchOptions, readOptions } from './options.ts'
import { loadResults, resultsFile, resultsOf, saveResults } from './results.ts'
import { markdownTable, textTable } from './tables.ts'

/** The share of the machine that others may use before the results are marked. */
const quiet = 0.1

const options = readOptions()
if (options?.table) console.log(markdownTable(loadResults(options.out ?? resultsFile)))
else if (options) await bench(options)

async function bench({ groups, rounds, events, program, out }: BenchOptions): Promise<void> {
  if (process.platform === 'win32') throw new Error('the bench needs the pipes of Linux or macOS')
  const certificate = makeCertificate()
  const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-bench-'))
  const startTime = Date.now()
  const broker = await Broker.start(certificate, startTime)
  const machine = thisMachine()
  const notes: string[] = []
  const busy = [await shareOfOthers()]
  const progress = (text: string) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${text}`)
  const caFile = join(folder, 'ca.pem')
  const definitionFile = join(folder, 'definition.json')
  const programs = {
    tail: join(folder, 'gizwits-tail.cjs'),
    bareClient: await bundleTs('scripts/bench/bare-client.ts'),
    latencyReader: await bundleTs('scripts/bench/latency-reader.ts'),
    parsingReader: await bundleTs('scripts/bench/parsing-reader.ts'),
  }
  // A copy, so that a build while we measure changes nothing.
  copyFileSync(program, programs.tail)
  writeFileSync(caFile, certificate.cert)
  writeFileSync(definitionFile, JSON.stringify(rawDefinition))
  function note(text: string): void {
    notes.push(text)
    console.error(text)
  }
  try {
    const context = {
      ...{ folder, broker, certificate, caFile, definitionFile, rounds, events },
      ...{ programs, busy, progress, note },
      loads: { noti1: loads.noti1(startTime), snoti2: loads.snoti2(startTime) },
    }
    const rows = await measure(context, groups)
    busy.push(await shareOfOthers())
    progress('')
    const most = Math.max(...busy)
    const noisy = most > quiet ? Number(most.toFixed(2)) : 0
    const about = { rounds, events, groups: groups.join(',') }
    const results = resultsOf({ machine, options: about, noisy, rows, notes })
    console.log(textTable(results))
    if (out) saveResults(out, results)
  } finally {
    await broker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
