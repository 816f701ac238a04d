import { readFile } from 'node:fs/promises'
import type { Session } from 'node:inspector'
import { parseArgs } from 'node:util'
import { Campaign } from './campaign.ts'
import { Coverage } from './coverage.ts'
import { type TargetName, targets } from './targets.ts'

const names = Object.keys(targets) as TargetName[]
const help = `Tries mutated inputs on the program's parsers, guided by the code that they reach.

  npm run fuzz -- [--seconds N] [--seed N] [--target NAME] [--missed]

  --seconds N    for each target (20)
  --seed N       the same seed mutates inputs in the same way (the time)
  --target NAME  only this one; may be given again
  --missed       also print the lines that no input reached

${names.map(name => `  ${name.padEnd(13)} ${targets[name].about}`).join('\n')}`

const options = {
  seconds: { type: 'string', default: '20' },
  seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
  target: { type: 'string', multiple: true },
  missed: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/**
 * @param session collects precise coverage
 * @param bundle the file that this module was loaded from
 * @returns the exit code: 0 where every result was right, 1 where one was not, 2 for a usage error
 */
export async function main(session: Session, bundle: string): Promise<number> {
  const { values } = parseArgs({ options })
  if (values.help) {
    console.log(help)
    return 0
  }
  const [seconds, seed] = [Number(values.seconds), Number(values.seed)]
  const unknown = values.target?.find(name => !Object.hasOwn(targets, name))
  if (!(seconds > 0) || !Number.isSafeInteger(seed) || unknown !== undefined) {
    console.error(
      unknown === undefined ? '--seconds and --seed must be numbers' : `--target: there is no ${unknown}`,
    )
    return 2
  }
  console.log(`seed ${seed}, Node ${process.version}`)
  const coverage = new Coverage(session, bundle, await readFile(bundle, 'utf8'))
  let wrong = 0
  for (const name of names.filter(one => values.target?.includes(one) ?? true)) {
    coverage.watch(targets[name].covers)
    const campaign = new Campaign(targets[name], coverage, seed)
    await campaign.run(seconds)
    report(name, campaign, coverage, values.missed)
    wrong += campaign.result.findings.size
  }
  return wrong === 0 ? 0 : 1
}

function report(name: string, { result }: Campaign, coverage: Coverage, missed: boolean): void {
  const { tried, seconds, kept, slowest, findings } = result
  console.log(
    `${name}: ${tried} inputs, ${Math.round(tried / seconds)}/s, ${kept} kept, slowest ${slowest.toFixed(0)} ms, ${findings.size} wrong`,
  )
  for (const part of coverage.report()) {
    console.log(`  ${part.file} ${(part.share * 100).toFixed(1)}%`)
    if (missed) for (const line of part.missed) console.log(`    never: ${line}`)
  }
  for (const { input, error } of findings.values()) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    console.log(`  wrong: Buffer.from(${JSON.stringify(input.toString('latin1'))}, 'latin1')`)
    console.log(`    ${text.replaceAll('\n', '\n    ')}`)
  }
}
