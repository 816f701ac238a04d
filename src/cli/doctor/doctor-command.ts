import { systemClock } from '../../base/clock.ts'
import { excerpt } from '../../base/safe-text.ts'
import { createTheme } from '../../format/theme.ts'
import { listText } from '../../language/list-text.ts'
import { say } from '../../language/say.ts'
import { resolveHost } from '../../transport/addresses.ts'
import { probeAddress } from '../../transport/probe-address.ts'
import { proxyName } from '../../transport/proxy-server.ts'
import { colourLevel } from '../colour-level.ts'
import { refuseContradictions } from '../contradictions.ts'
import { createConsole } from '../create-console.ts'
import { exitCodes } from '../exit-code.ts'
import { glyphSet } from '../glyph-set.ts'
import { takeSecretVariables } from '../hide-secret.ts'
import { useLanguage } from '../language.ts'
import { loginConfig } from '../login-config.ts'
import { loginOptions } from '../login-options.ts'
import { withDefaults } from '../option-table.ts'
import { print } from '../print.ts'
import { runTerminal } from '../run-terminal.ts'
import { SecretMask } from '../secret-mask.ts'
import { settleTail } from '../settle-tail.ts'
import { systemInfo } from '../system-info.ts'
import type { TailFlags } from '../tail-options.ts'
import { demoTarget, type Login, realTarget, type TailTarget } from '../tail-target.ts'
import { version } from '../version.ts'
import { type DoctorFlags, doctorContradictions, doctorOptions } from './doctor-options.ts'
import { doctorText } from './doctor-text.ts'
import { examine } from './examine.ts'
import type { Findings } from './findings.ts'
import { likelyCauses } from './likely-causes.ts'

/** Milliseconds after the login at which a ping is sent. */
const pingAfter = 500

/**
 * Examines a connection, prints a report to stdout, and returns the exit code: that of a tail, or 1 if only a clock is wrong.
 *
 * @throws Failure `usage`, `output`, `interrupted`
 */
export async function doctorCommand(typed: DoctorFlags): Promise<number> {
  refuseContradictions(doctorOptions, doctorContradictions, typed)
  const settled = await settleTail(typedLogin(typed), systemInfo())
  const { demo, connectTimeout, lang } = settled.flags
  // A program reads the report as JSON.
  if (typed.json || lang) await useLanguage(typed.json ? 'en' : lang!)
  const flags = withDefaults(doctorOptions, {
    ...typed,
    ...(connectTimeout !== undefined && { connectTimeout }),
  })
  const { GIZWITS_AUTH_SECRET: authSecret } = takeSecretVariables(process.env)
  const config = loginConfig(typed, settled, process.env)
  const color = flags.noColor ? 'never' : flags.color
  const how = { color, verbosity: 'normal', watch: false, statusLine: 'never' } as const
  const log = createConsole(how, runTerminal(how, process))
  if (settled.note) log.info(settled.note)
  for (const warning of settled.warnings ?? []) log.warn(warning)
  // Quiet: a report does not ask whether to trust a server.
  const target = demo
    ? await demoTarget(config.dialect, systemClock)
    : await realTarget({ ...config, verbosity: 'quiet', watch: false }, settled, authSecret, log)
  const mask = target.secrets.length > 0 ? new SecretMask(target.secrets) : undefined
  if (mask) log.hide(mask)
  const hide = hider(mask, target.login)
  let findings: Findings
  try {
    findings = await examine(
      { target, connectTimeout: flags.connectTimeout, pingAfter, wait: flags.wait },
      {
        clock: systemClock,
        resolve: resolveHost,
        probe: probeAddress,
        busy: step => log.busy(say('checking {step}', { step })),
      },
    )
  } finally {
    log.idle()
    await target.close()
  }
  const { fault, ok } = findings
  const steps = findings.steps.map(({ detail, more, ...step }) => ({
    ...step,
    detail: hide(detail),
    more: more.map(hide),
  }))
  const causes = likelyCauses(findings, { ...config, server: target.server }).map(hide)
  if (flags.json) {
    const bare = steps.map(({ more: _, ...step }) => step)
    await print(`${JSON.stringify({ ok, steps: bare, causes })}\n`)
  } else {
    const { stdout, env, platform } = process
    const style = {
      theme: createTheme(colourLevel(color, stdout.isTTY, env)),
      glyphs: glyphSet(platform, env),
      columns: stdout.isTTY && stdout.columns > 40 ? stdout.columns : Number.POSITIVE_INFINITY,
    }
    await print(doctorText(hide(titleOf(target)), steps, causes, style))
  }
  if (fault) return exitCodes[fault.failure.code]
  return ok ? 0 : 1
}

/** The flags that a tail has, too, by which it logs in: a profile may have more of them. */
function typedLogin(typed: DoctorFlags): TailFlags {
  const keys: readonly string[] = [...Object.keys(loginOptions), 'connectTimeout']
  return Object.fromEntries(Object.entries(typed).filter(([key]) => keys.includes(key)))
}

function titleOf({ where, login, server: { proxy } }: TailTarget): string {
  const through = proxy
    ? [say('through {proxy} ({source})', { proxy: proxyName(proxy), source: proxy.source ?? '--proxy' })]
    : []
  const { platform, arch } = process
  const program = [`gizwits-tail ${version}`, `Node ${process.version}`, `${platform} ${arch}`]
  const target = [where, login.dialect, listText(idsOf(login)), ...through]
  const title = say('{what}: {said}', { what: program.join(say(', ')), said: target.join(say(', ')) })
  return excerpt(title, 300)
}

/** Returns a function that removes secrets from a text, and shortens ids, so that the report can be passed on. */
function hider(mask: SecretMask | undefined, login: Login): (text: string) => string {
  const ids = idsOf(login).filter(id => id.length > shownOfId)
  return text => {
    const masked = mask ? mask.hide(text) : text
    return ids.reduce((out, id) => out.replaceAll(id, `${id.slice(0, shownOfId)}…`), masked)
  }
}

/** Characters that are left of an id. */
const shownOfId = 4

function idsOf(login: Login): string[] {
  return login.dialect === 'noti1' ? [login.id] : [...new Set(login.products.map(({ authId }) => authId))]
}
