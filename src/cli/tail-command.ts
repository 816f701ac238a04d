import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import { UntrustedCertificate } from '../transport/untrusted-certificate.ts'
import { createConsole } from './create-console.ts'
import { exitCodes } from './exit-code.ts'
import type { Outcome } from './exit-process.ts'
import { prepareTail } from './prepare-tail.ts'
import { runTerminal } from './run-terminal.ts'
import { runToEnd } from './run-to-end.ts'
import type { SettledTail } from './settle-tail.ts'
import type { TailConfig } from './tail-config.ts'
import { trustCommand } from './trust-command.ts'
import { wireTail } from './wire-tail.ts'

/** Runs a tail until it ends, reports why if that is a failure, and returns the exit code. */
export async function tailCommand(
  config: TailConfig,
  settled: SettledTail,
  authSecret: string | undefined,
): Promise<Outcome> {
  const terminal = runTerminal(config, process)
  const log = createConsole(config, terminal)
  if (settled.note) log.info(settled.note)
  for (const warning of settled.warnings ?? []) log.warn(warning)
  try {
    const prepared = await prepareTail(config, settled, authSecret, log, systemClock, terminal)
    try {
      return await runToEnd(wireTail(prepared, log, systemClock), log, systemClock)
    } finally {
      await prepared.target.close()
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    log.fail(error, error instanceof UntrustedCertificate ? trustAdvice(error) : [])
    return { code: exitCodes[error.code], abandoned: error.code === 'output' }
  }
}

function trustAdvice({ certificate: { pin } }: UntrustedCertificate): string[] {
  return [
    say('If you know that this is the key of your server, trust this key, and no other:'),
    `  ${trustCommand(process.argv.slice(2), pin, process.platform)}`,
  ]
}
