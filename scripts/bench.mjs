// Measures the program that was built: `npm run bench -- --help`.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Broker } from './bench/broker.mjs'
import { measure } from './bench/groups.mjs'
import { loads } from './bench/loads.mjs'
import { machine, othersAtWork } from './bench/machine.mjs'
import { readOptions, resultsFile } from './bench/options.mjs'
import { loadResults, resultsOf, saveResults } from './bench/results.mjs'
import { markdownTable, textTable } from './bench/tables.mjs'
import { importTs } from './import-ts.mjs'

/** The share of the machine that others may use before the numbers are marked. */
const quiet = 0.1

const options = readOptions()
if (options?.table) console.log(markdownTable(loadResults(options.out ?? resultsFile)))
else if (options) await bench(options)

async function bench({ groups, rounds, events, program, out }) {
  if (process.platform === 'win32') throw new Error('the bench needs the pipes of Linux or macOS')
  const { makeCertificate } = await importTs('src/simulator/certificate.ts')
  const certificate = await makeCertificate()
  const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-bench-'))
  const startTime = Date.now()
  const broker = await Broker.start(certificate, startTime)
  const notes = []
  const about = machine()
  const context = {
    folder,
    broker,
    certificate,
    rounds,
    events,
    caFile: join(folder, 'ca.pem'),
    // A copy, so that a build while we measure changes nothing.
    program: join(folder, 'gizwits-tail.cjs'),
    load: loads.small(startTime),
    busy: [await othersAtWork()],
    say: text => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${text}`),
    note(text) {
      notes.push(text)
      console.error(text)
    },
  }
  copyFileSync(program, context.program)
  writeFileSync(context.caFile, certificate.cert)
  try {
    const rows = await measure(context, groups)
    context.busy.push(await othersAtWork())
    context.say('')
    const most = Math.max(...context.busy)
    const results = resultsOf({
      machine: about,
      options: { rounds, events, groups: groups.join(',') },
      noisy: most > quiet ? Number(most.toFixed(2)) : 0,
      rows,
      notes,
    })
    console.log(textTable(results))
    if (out) saveResults(out, results)
  } finally {
    await broker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
