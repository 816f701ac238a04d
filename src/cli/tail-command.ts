import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { createTheme } from '../format/theme.ts'
import { neverBlock } from '../output/never-block.ts'
import { UntrustedCertificate } from '../transport/untrusted-certificate.ts'
import { colourLevel } from './colour-level.ts'
import { Console } from './console.ts'
import type { Settled } from './environment.ts'
import { exitCodes } from './exit-code.ts'
import type { Outcome } from './exit-process.ts'
import { prepareTail } from './prepare-tail.ts'
import { runToEnd } from './run-to-end.ts'
import { Spinner } from './spinner.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'
import { trustCommand } from './trust-command.ts'
import { wireTail } from './wire-tail.ts'

/** Runs a tail until it ends, reports why if that is a failure, and returns the exit code. */
export async function tailCommand(
  config: TailConfig,
  settled: Settled<TailFlags>,
  authSecret: string | undefined,
): Promise<Outcome> {
  const log = createConsole(config)
  try {
    const prepared = await prepareTail(config, settled, authSecret, log, systemClock)
    try {
      return await runToEnd(wireTail(prepared, log, systemClock), log)
    } finally {
      await prepared.target.close()
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    log.fail(error, error instanceof UntrustedCertificate ? trustAdvice(error) : [])
    return { code: exitCodes[error.code], abandoned: error.code === 'output' }
  }
}

function createConsole({ color, verbosity }: TailConfig): Console {
  const { stderr, env } = process
  neverBlock(stderr)
  const theme = createTheme(colourLevel(color, stderr.isTTY, env))
  const canSpin = stderr.isTTY && env.TERM !== 'dumb'
  const spinner = canSpin
    ? new Spinner({ clock: systemClock, stream: stderr, process, coloured: theme.level > 0 })
    : undefined
  return new Console(stderr, theme, verbosity, spinner)
}

function trustAdvice({ certificate: { pin } }: UntrustedCertificate): string[] {
  return [
    'If you know that this is the key of your server, trust this key, and no other:',
    `  ${trustCommand(process.argv.slice(2), pin, process.platform)}`,
  ]
}
