import { readFileSync, statSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import type { Credentials } from '../wire/noti1.ts'
import type { Talk } from './talk.ts'

export interface CredentialSources {
  readonly id?: string | undefined
  readonly secret?: string | undefined
  readonly secretFile?: string | undefined
  /** The secret was typed on the command line. */
  readonly secretTyped: boolean
  /** Somebody is there to be asked: stdin and stderr are a terminal. */
  readonly canAsk: boolean
}

/**
 * The enterprise's id and secret, from where they are given; what is missing is asked for where somebody sits.
 *
 * @throws Failure `usage`, naming the flag and the variable, where something is missing and nobody can be asked
 */
export async function findCredentials(from: CredentialSources, talk: Talk): Promise<Credentials> {
  if (from.secretTyped) {
    talk.tip('--secret shows in ps and the shell’s history; --secret-file keeps it out')
  }
  const secret = from.secretFile === undefined ? from.secret : await secretFrom(from.secretFile, talk)
  const id = from.id ?? (await ask('Enterprise id: ', false, from.canAsk, missingId))
  return { id, secret: secret ?? (await ask('Enterprise secret: ', true, from.canAsk, missingSecret)) }
}

const missingId = 'no enterprise id: give --id ID, or set GIZWITS_ENTERPRISE_ID'
const missingSecret =
  'no enterprise secret: give --secret-file PATH or --secret SECRET, or set GIZWITS_ENTERPRISE_SECRET'

async function secretFrom(path: string, talk: Talk): Promise<string> {
  const named = path === '-' ? 'stdin' : path
  let secret: string
  try {
    secret = (path === '-' ? await text(process.stdin) : readFileSync(path, 'utf8')).replace(
      /^\ufeff|\r?\n$/g,
      '',
    )
  } catch (error) {
    throw new Failure('usage', `--secret-file: cannot read ${excerpt(named)}: ${(error as Error).message}`, {
      cause: error,
    })
  }
  if (secret === '')
    throw new Failure(
      'usage',
      `--secret-file: ${excerpt(named)} is empty; it must hold the enterprise secret`,
    )
  if (/[\r\n]/.test(secret))
    throw new Failure(
      'usage',
      `--secret-file: ${excerpt(named)} has more than one line; it must hold the enterprise secret alone`,
    )
  if (path !== '-' && process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    talk.warn(`others on this machine can read ${excerpt(path)}: chmod 600 it`)
  }
  return secret
}

async function ask(prompt: string, silent: boolean, canAsk: boolean, missing: string): Promise<string> {
  if (!canAsk)
    throw new Failure('usage', missing, { hint: 'No account? gizwits-tail --demo shows made-up devices.' })
  const { read } = await import('read')
  // stdout is for events alone, so the question goes to stderr.
  let answered = false
  try {
    const asked = read({ prompt, silent, input: process.stdin, output: process.stderr })
    const answer = await Promise.race([asked, inputEnded()])
    answered = answer !== '' && !silent
    if (answer) return answer
  } catch {
    throw new Failure('interrupted', 'interrupted')
  } finally {
    // The cursor still stands behind the question, unless what was typed ended its line.
    if (!answered) process.stderr.write('\n')
    // A terminal that is still being read would keep the process from ending.
    process.stdin.pause()
  }
  throw new Failure('usage', missing)
}

/** Ctrl-D closes the terminal's line and answers nothing: then nothing is left to do, and Node would just end. */
function inputEnded(): Promise<string> {
  return new Promise(resolve => process.once('beforeExit', () => resolve('')))
}
