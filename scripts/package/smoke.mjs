import { ran } from './child.mjs'

/** What an executable is asked, and what must be true of its answer: `wrong` says what is not. */
const questions = [
  {
    words: ['--version'],
    wrong({ stdout }, version) {
      if (stdout === `${version}\n`) return undefined
      const plain = /^v\d+\.\d+\.\d+\n$/.test(stdout) ? 'a plain Node, ' : ''
      return `it is ${plain}not ${version}: it says ${JSON.stringify(stdout)}`
    },
  },
  // A broker of its own, a certificate made at start, TLS, and the events byte for byte.
  { words: ['--demo', '--json', '-n', '20'], wrong: ({ stdout }) => wrongEvents(stdout, 20) },
  // The parts that lie in the program as texts, colour, and the table at the end.
  {
    words: ['--demo', '-n', '1', '-f', 'did=~.', '--color', 'always', '--summary', 'always'],
    wrong({ stdout, stderr }) {
      if (!stdout.includes('\u001b[')) return 'there is no colour in its line'
      return /received.*shown.*acked/.test(stderr) ? undefined : 'there is no table at its end'
    },
  },
  {
    words: ['--version'],
    env: { NODE_OPTIONS: '--no-such-option' },
    wrong: ({ stdout }, version) =>
      stdout === `${version}\n` ? undefined : 'it does not ignore NODE_OPTIONS',
  },
]

/**
 * Runs an executable, and holds what it does against what it must do.
 *
 * @param command the executable, and before it what runs it, if anything
 * @throws with all that it said, where something is wrong
 */
export async function smokeRun(command, { version, env = {}, signal }) {
  const [file, ...before] = command
  for (const { words, wrong, env: own } of questions) {
    const answer = await ran(file, [...before, ...words], { env: { ...env, ...own }, signal })
    const said = { ...answer, stdout: answer.stdout.toString() }
    const what =
      said.code === 0 || words.includes('--version') ? wrong(said, version) : `it ended with ${said.code}`
    if (what === undefined) continue
    throw new Error(`${[...command, ...words].join(' ')}: ${what}\n${said.stderr}`.trimEnd())
  }
}

/** What is wrong with `text` as `count` events, a line each. */
export function wrongEvents(text, count) {
  const lines = text.split('\n')
  if (lines.pop() !== '') return 'its last line has no end'
  if (lines.length !== count) return `it wrote ${lines.length} lines; it must be ${count}`
  const strange = lines.find(line => commandOf(line) !== 'enterprise_event_push')
  return strange === undefined ? undefined : `this is no event: ${strange}`
}

function commandOf(line) {
  try {
    return JSON.parse(line)?.cmd
  } catch {
    return undefined
  }
}
