import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { suggestion } from '../../base/closest.ts'
import { Failure } from '../../base/failure.ts'
import { excerpt, safeText } from '../../base/safe-text.ts'
import { systemErrorText } from '../../base/system-error.ts'
import { choiceText, listText } from '../../language/list-text.ts'
import { say } from '../../language/say.ts'
import { dialects } from '../../wire/dialects.ts'
import type { Console } from '../console.ts'
import { createConsole } from '../create-console.ts'
import type { Outcome } from '../exit-process.ts'
import { configText } from '../language.ts'
import { print } from '../print.ts'
import { runTerminal } from '../run-terminal.ts'
import { exposedWarning } from '../secret-file.ts'
import { tailOptions } from '../tail-options.ts'
import { type ConfigAction, configActions } from './config-actions.ts'
import { ConfigFile } from './config-file.ts'
import { type ConfigPlace, configPlace, type SystemInfo } from './config-place.ts'
import { configTemplate } from './config-template.ts'
import { maskedProfile } from './masked-profile.ts'
import { readProfile } from './read-profile.ts'

/**
 * Runs `config`.
 *
 * @param words what is done, and for `show` the name of a profile
 * @throws Failure `usage`, `output`
 */
export async function configCommand(words: readonly string[], system: SystemInfo): Promise<Outcome> {
  const [word, name, stray] = words
  const action = actionOf(word)
  const tooMany = action === 'show' ? stray : name
  if (tooMany !== undefined)
    throw new Failure(
      'usage',
      say("config {action}: '{word}' is one word too many", { action, word: excerpt(tooMany) }),
    )
  const how = { color: 'auto', verbosity: 'normal', watch: false, statusLine: 'never' } as const
  const log = createConsole(how, runTerminal(how, process))
  return actions[action]({ place: configPlace(system), system, log, name })
}

function actionOf(word: string | undefined): ConfigAction {
  const names = Object.keys(configActions)
  if (word !== undefined && names.includes(word)) return word as ConfigAction
  const list = choiceText(names)
  if (word === undefined)
    throw new Failure('usage', say('config: it must be told what to do: {list}', { list }))
  const near = suggestion(word, names)
  const message = say('config: it cannot {action}; it must be {list}', { action: excerpt(word), list })
  throw new Failure('usage', message, { hint: near && say('Did you mean {near}?', { near }) })
}

interface Context {
  readonly place: ConfigPlace
  readonly system: SystemInfo
  readonly log: Console
  readonly name: string | undefined
}

const done: Outcome = { code: 0 }

const actions: Record<ConfigAction, (context: Context) => Promise<Outcome>> = {
  async init({ place: { path }, log }) {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeFileSync(path, configText(configTemplate), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const why = code === 'EEXIST' ? say('it exists, and stays as it is') : systemErrorText(error)
      const values = { given: 'config init', path: excerpt(path), why }
      throw new Failure('usage', say('{given}: cannot write {path}: {why}', values), { cause: error })
    }
    await print(`${safeText(path)}\n`)
    log.hint(say('Edit it, then: gizwits-tail config check'))
    return done
  },

  async path({ place }) {
    await print(`${safeText(place.path)}\n`)
    return done
  },

  async list({ place, log }) {
    const file = await fileAt(place, log)
    const lines = file.names.map(name => {
      const mark = name === file.default ? '*' : ' '
      return `${mark} ${safeText(name)}  ${aboutProfile(name, file.table(name))}\n`
    })
    await print(lines.join(''))
    return done
  },

  async show({ place, system: { env }, log, name }) {
    const file = await fileAt(place, log)
    const asked = name ?? (env[tailOptions.profile.env] || file.default)
    if (asked === undefined)
      throw new Failure('usage', say('config show: no profile is named, and there is no default'), {
        hint:
          file.names.length === 0
            ? say('There are none.')
            : say('There are: {names}', { names: listText(file.names.map(one => excerpt(one))) }),
      })
    const table = file.table(asked)
    if (table === undefined) throw file.unknownProfile(asked, 'config show')
    await print(await maskedProfile(asked, table))
    return done
  },

  async check({ place, log }) {
    const file = await fileAt(place, log)
    const { failures, names } = file
    for (const failure of failures) log.fail(failure)
    if (failures.length > 0) return { code: 2 }
    const values = { path: safeText(place.path), n: names.length }
    const text =
      names.length === 1
        ? say('{path}: {n} profile, nothing wrong', values)
        : say('{path}: {n} profiles, nothing wrong', values)
    await print(`${text}\n`)
    return done
  },
}

/** @throws Failure `usage` if there is no file */
async function fileAt(place: ConfigPlace, log: Console): Promise<ConfigFile> {
  const file = await ConfigFile.read(place)
  if (!file) {
    throw new Failure('usage', say('there is no config file {path}', { path: excerpt(place.path) }), {
      hint: say('To make one: gizwits-tail config init'),
    })
  }
  if (file.document.exposed) log.warn(exposedWarning(place.path))
  return file
}

/** Which service a profile logs in to, and where. */
function aboutProfile(name: string, table: unknown): string {
  const { flags } = readProfile(name, table).profile
  const { product = [], host } = flags
  const dialect = flags.dialect ?? (product.length > 0 ? 'snoti2' : 'noti1')
  const n = product.length
  const products = n === 0 ? [] : [n === 1 ? say('{n} product', { n }) : say('{n} products', { n })]
  return [dialect, ...products, safeText(host ?? dialects[dialect].endpoint.host)].join(say(', '))
}
