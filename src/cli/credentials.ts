import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import type { Credentials } from '../wire/request.ts'
import type { Console } from './console.ts'
import type { Settled } from './environment.ts'
import type { Question } from './prompt.ts'
import { exposedWarning, isStdin, readSecretFile } from './secret-file.ts'
import { flawsOf, withoutPackaging } from './secret-flaws.ts'
import type { SettledTail } from './settle-tail.ts'
import type { TailFlags } from './tail-options.ts'

type CredentialFlags = Pick<TailFlags, 'id' | 'secret' | 'secretFile'>

export interface FoundCredentials extends Credentials {
  /** Why the server may refuse them, a sentence each. */
  readonly doubts: readonly string[]
}

/** A credential, and what messages call it. */
export interface Given {
  readonly name: string
  readonly text: string
}

/**
 * Returns the enterprise's id and secret from the options, and asks for what is missing on a terminal. Removes what
 * certainly does not belong to them, such as a byte order mark, and warns of what is doubtful.
 *
 * @throws Failure `usage`, naming the flag and the variable, if something is missing and there is no terminal, or if
 *   what was given cannot be a credential; `interrupted`
 */
export async function findCredentials(
  { flags, nameOf, secretCommand }: Settled<CredentialFlags> & Pick<SettledTail, 'secretCommand'>,
  log: Console,
): Promise<FoundCredentials> {
  const { stdin, stderr } = process
  const canAsk = stdin.isTTY === true && stderr.isTTY === true
  if (flags.secret !== undefined && nameOf('secret') === options.secret.flag) warnOfTypedSecret(log)
  const { id, secret, secretFile } = flags
  const asksSecret =
    secretFile === undefined
      ? secret === undefined && !secretCommand
      : isStdin(secretFile) && stdin.isTTY === true
  if (id === undefined && !canAsk) throw missing('id')
  if (asksSecret && secretFile === undefined && !canAsk) throw missing('secret')

  const asked = [...(id === undefined ? (['id'] as const) : []), ...(asksSecret ? (['secret'] as const) : [])]
  const answers = await askForMissing(asked)
  const read = asksSecret ? undefined : await secretElsewhere(secretFile, secretCommand, log)
  const found = {
    id: checkedCredential(
      id === undefined ? { name: say('the id'), text: answers.id! } : { name: nameOf('id'), text: id },
    ),
    secret: checkedCredential(
      read ??
        (asksSecret
          ? { name: say('the secret'), text: answers.secret! }
          : { name: nameOf('secret'), text: secret! }),
    ),
  }
  const doubts = [...found.id.doubts, ...found.secret.doubts]
  for (const doubt of doubts) log.warn(doubt)
  return { id: found.id.text, secret: found.secret.text, doubts }
}

const options = {
  id: { flag: '--id', variable: 'GIZWITS_ENTERPRISE_ID', gives: '--id ID' },
  secret: {
    flag: '--secret',
    variable: 'GIZWITS_ENTERPRISE_SECRET',
    gives: '--secret-file PATH or --secret SECRET',
  },
} as const

type Name = keyof typeof options

function missing(name: Name): Failure {
  const { gives, variable } = options[name]
  return new Failure(
    'usage',
    say('no enterprise {name}: give {gives}, or set {variable}', { name, gives: say(gives), variable }),
    {
      hint: say('No account? gizwits-tail --demo shows simulated devices.'),
    },
  )
}

async function askForMissing(names: readonly Name[]): Promise<Partial<Record<Name, string>>> {
  const answers = await askFor(
    names.map(name => ({ prompt: say('Enterprise {name}: ', { name }), hidden: name === 'secret' })),
  )
  const unanswered = names.find((_, i) => !answers[i])
  if (unanswered) throw missing(unanswered)
  return Object.fromEntries(names.map((name, i) => [name, answers[i]]))
}

/** Asks on the terminal; returns fewer answers if the input ends. */
export async function askFor(questions: readonly Question[]): Promise<readonly string[]> {
  if (questions.length === 0) return []
  const { ask } = await import('./prompt.ts')
  return ask(questions, { input: process.stdin, output: process.stderr, process, clock: systemClock })
}

export function warnOfTypedSecret(log: Console): void {
  log.hint(say('--secret shows in ps and the shell’s history; --secret-file keeps it out'))
}

/** Returns the content of `--secret-file`, or what the command of a profile prints; undefined if there is neither. */
export async function secretElsewhere(
  path: string | undefined,
  command: SettledTail['secretCommand'],
  log: Console,
): Promise<Given | undefined> {
  if (path !== undefined) return secretFrom(path, log)
  return command && secretOfCommand(command)
}

/** Returns what the command of a profile prints. @throws Failure `usage` */
export async function secretOfCommand(command: NonNullable<SettledTail['secretCommand']>): Promise<Given> {
  // Most runs need no child processes.
  const { runSecretCommand } = await import('./config/run-secret-command.ts')
  return runSecretCommand(command, systemClock)
}

/** The content of `--secret-file`, with a warning if others can read the file. */
async function secretFrom(path: string, log: Console): Promise<Given> {
  const { text, exposed } = await readSecretFile(path, process.stdin)
  if (exposed) log.warn(exposedWarning(path))
  const said = isStdin(path) ? 'stdin' : excerpt(path)
  return { name: say('{what}: {said}', { what: '--secret-file', said }), text }
}

/**
 * The credential without what certainly does not belong to it, and why the server may refuse it.
 *
 * @throws Failure `usage` if it cannot be a credential
 */
export function checkedCredential({ name, text }: Given): { text: string; doubts: string[] } {
  const bare = withoutPackaging(text)
  const { fatal, doubtful } = flawsOf(bare)
  if (fatal)
    throw new Failure('usage', say('{name} {flaw}; it must be the credential alone', { name, flaw: fatal }))
  return { text: bare, doubts: doubtful.map(flaw => say('{name} {flaw}', { name, flaw })) }
}

/** Returns the error, with the doubts about the credentials if the server refused them. */
export function withDoubts(error: Failure, doubts: readonly string[]): Failure {
  if (error.code !== 'refused' || doubts.length === 0) return error
  const { code, message, hint } = error
  return new Failure(code, message, { hint, details: doubts, cause: error })
}
