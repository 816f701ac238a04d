import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SecondOutput, SecondOutputContext } from './second-output.ts'
import { pause } from './wait-until.ts'

/**
 * What one run of the command does, in shell; `take` keeps its input. A run that must not succeed keeps nothing, so that
 * an ack after it is an ack of events that nobody has.
 */
const behaviours = {
  ok: 'take',
  fails: 'head -c 500 > /dev/null; echo "no room" >&2; exit 3',
  'fails after reading': 'cat > /dev/null; exit 1',
  hangs: 'cat > /dev/null; exec sleep 4',
  'hangs without reading': 'exec sleep 4',
  'is killed': 'cat > /dev/null; kill -9 $$',
  'prints much': `head -c 300000 /dev/zero | tr '\\0' x; head -c 700000 /dev/zero | tr '\\0' y >&2; take`,
  'reads nothing': 'exit 0',
  'reads some': 'head -c 100 > /dev/null; exit 0',
} as const

type Behaviour = keyof typeof behaviours

const faulty = (Object.keys(behaviours) as Behaviour[]).filter(name => name !== 'ok')
/** The runs of the command that may be faulty: the first of a round. Each failure costs the time until it is tried again. */
const mostFaulty = 12

/** A command that takes batches, and sometimes does not. */
export function execOutput({ folder, random }: SecondOutputContext): SecondOutput {
  const share = random.pick([0, 0.2, 0.5])
  const plan = Array.from({ length: mostFaulty }, () => (random.chance(share) ? random.pick(faulty) : 'ok'))
  writeFileSync(join(folder, 'plan'), plan.map(name => `${name}\n`).join(''))
  writeFileSync(join(folder, 'count'), '0\n')
  writeFileSync(join(folder, 'take.sh'), script)
  const lines: string[] = []
  let runs = 0
  const callsMade = () => Number(readFileSync(join(folder, 'count'), 'utf8'))
  return {
    args: [
      ...['--exec', `sh '${join(folder, 'take.sh')}' '${folder}'`, '--exec-timeout', '1s'],
      ...['--batch', String(random.pick([1, 5, 20, 100])), '--batch-time', '30ms'],
    ],
    refusal: /^error: the command of --exec /m,
    async collect() {
      await allEnded(folder)
      lines.push(...takenLines(folder, runs))
      runs = callsMade()
      return { lines: [...lines], rests: [] }
    },
    notes: () => plan.slice(0, callsMade()).map(name => `exec: a command that ${name}`),
    close: () => allEnded(folder),
  }
}

const script = `
d=$1
n=$(($(cat "$d/count") + 1))
echo $n > "$d/count"
: > "$d/running.$$"
take() {
  cat > "$d/part.$$" && mv "$d/part.$$" "$d/taken.$(printf %06d $n)"
}
case $(sed -n "\${n}p" "$d/plan") in
${Object.entries(behaviours)
  .map(([name, does]) => `'${name}') ${does} ;;`)
  .join('\n')}
*) take ;;
esac
`

/** A tail that is killed leaves its command running. */
async function allEnded(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const pid = Number(/^running\.(\d+)$/.exec(name)?.[1])
    if (!pid) continue
    while (isRunning(pid)) await pause(20)
    rmSync(join(folder, name))
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/**
 * Returns the lines of the batches that runs of the command have taken, after so many runs. A batch that was taken, but too
 * late for the tail, may come again at once.
 */
function takenLines(folder: string, after: number): string[] {
  const batches = readdirSync(folder)
    .filter(name => Number(/^taken\.(\d+)$/.exec(name)?.[1]) > after)
    .sort()
    .map(name => readFileSync(join(folder, name), 'latin1'))
  return batches
    .filter((batch, i) => batch !== batches[i - 1])
    .flatMap(batch => batch.split('\n').slice(0, -1))
    .map(line => line.replace(/\r$/, ''))
}
