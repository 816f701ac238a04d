import { type ChildProcess, spawn } from 'node:child_process'
import type { Clock } from '../../base/clock.ts'
import { formatDuration } from '../../base/duration.ts'
import { Failure } from '../../base/failure.ts'
import { excerpt } from '../../base/safe-text.ts'
import { systemErrorText } from '../../base/system-error.ts'
import { utf8Of } from '../../base/utf8-of.ts'
import { say } from '../../language/say.ts'
import type { Given } from '../credentials.ts'
import type { SecretSource } from '../product-option.ts'
import { readBounded } from '../read-bounded.ts'

/** Milliseconds that a command may take: it may ask a person for a passphrase. */
const limit = 60_000
/** Bytes of the longest secret, or list of secrets. */
const mostBytes = 64 * 1024

/**
 * Runs a command without a shell and returns what it prints on stdout. Its stderr is that of this program; its stdin is
 * the terminal, if there is one.
 *
 * @throws Failure `usage` if it cannot be started, fails, takes too long, or prints nothing
 */
export async function runSecretCommand(
  { name, command }: Extract<SecretSource, { command: unknown }>,
  clock: Clock,
): Promise<Given> {
  const [program = '', ...args] = command
  const values = { name, program: excerpt(program) }
  const failure = (message: string, cause?: Error) => new Failure('usage', message, { cause })
  const stdin = process.stdin.isTTY ? 'inherit' : 'ignore'
  const child = spawn(program, args, { stdio: [stdin, 'pipe', 'inherit'], windowsHide: true })
  let cancel = () => {}
  const timedOut = new Promise<undefined>(resolve => {
    cancel = clock.after(limit, () => resolve(undefined))
  })
  const output = readBounded(child.stdout as AsyncIterable<Buffer>, mostBytes).catch(() => Buffer.alloc(0))
  const result = await Promise.race([Promise.all([ended(child), output]), timedOut])
  cancel()
  if (!result) {
    child.kill('SIGKILL')
    throw failure(
      say('{name}: {program} took longer than {time}', { ...values, time: formatDuration(limit) }),
    )
  }
  const [{ error, code, signal }, bytes] = result
  if (error) {
    throw failure(
      error.code === 'ENOENT'
        ? say('{name}: {program} was not found', values)
        : say('{name}: {program} cannot run: {why}', { ...values, why: systemErrorText(error) }),
      error,
    )
  }
  if (bytes.length > mostBytes)
    throw failure(say('{name}: {program} printed more than {n} KB', { ...values, n: mostBytes / 1024 }))
  if (code !== 0) {
    throw failure(
      signal
        ? say('{name}: {program} was killed by {signal}', { ...values, signal })
        : say('{name}: {program} exited with {code}', { ...values, code: code ?? '' }),
    )
  }
  const text = utf8Of(bytes).toString()
  if (text.trim() === '')
    throw failure(say('{name}: {program} printed nothing on stdout; it must print the secret', values))
  return { name, text }
}

interface Ended {
  readonly error?: NodeJS.ErrnoException
  readonly code?: number | null
  readonly signal?: NodeJS.Signals | null
}

function ended(child: ChildProcess): Promise<Ended> {
  return new Promise(resolve => {
    child.once('error', error => resolve({ error }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}
