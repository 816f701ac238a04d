import { homedir } from 'node:os'
import { join } from 'node:path'
import { closest, suggestion } from '../../base/closest.ts'
import { Failure } from '../../base/failure.ts'
import { excerpt } from '../../base/safe-text.ts'
import { say } from '../../language/say.ts'
import { type OptionSpec, parseValue } from '../option-table.ts'
import type { ConfigFault } from './config-document.ts'
import type { KeyPath } from './locate-key.ts'
import { commandKey, type Members } from './profile-keys.ts'
import type { TomlTable } from './toml-value.ts'

/** The members of a table that have passed, by the keys of their options. */
export interface ReadMembers {
  readonly values: Readonly<Record<string, unknown>>
  /** Undefined if no command prints the secret. */
  readonly command: readonly string[] | undefined
}

/**
 * Reads a table of the config file.
 *
 * @param at its path
 * @param others keys that are read elsewhere
 * @param faults gets what is wrong, except for members that are missing
 */
export function readMembers(
  table: TomlTable,
  at: KeyPath,
  members: Members,
  others: readonly string[],
  faults: ConfigFault[],
): ReadMembers {
  const values: Record<string, unknown> = {}
  let command: readonly string[] | undefined
  for (const [name, value] of Object.entries(table)) {
    const path = [...at, name]
    const member = members.get(name)
    try {
      if (name === commandKey) command = commandOf(value)
      else if (member) {
        const read = memberValue(member.spec, name, value)
        if (read !== undefined) values[member.key] = read
      } else if (!others.includes(name)) {
        faults.push(unknownKey(path, [...members.keys(), commandKey, ...others]))
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      faults.push({ path, part: 'value', what: error.message })
    }
  }
  if (command && values.secret !== undefined) {
    faults.push({
      path: [...at, commandKey],
      part: 'key',
      what: say('{one} and {other} contradict each other; give one of them', {
        one: 'secret',
        other: commandKey,
      }),
    })
  }
  return { values, command }
}

export function unknownKey(path: KeyPath, known: readonly string[]): ConfigFault {
  const name = String(path.at(-1))
  const typed = name.replace(/^--/, '')
  const near = closest(typed, known) ?? suggestion(typed, known)
  return {
    path,
    part: 'key',
    what: say('unknown key {name}', { name: excerpt(name) }),
    hint: near && say('Did you mean {near}?', { near }),
  }
}

/** Returns the value of an option; undefined if it is switched off. @throws Failure `usage` */
function memberValue(spec: OptionSpec, name: string, value: unknown): unknown {
  if (!spec.parse && !spec.choices) {
    if (typeof value !== 'boolean') throw new Failure('usage', say('{name} must be true or false', { name }))
    return value || undefined
  }
  if (spec.repeat) return (Array.isArray(value) ? value : [value]).map(one => single(spec, name, one))
  return single(spec, name, value)
}

function single(spec: OptionSpec, name: string, value: unknown): unknown {
  const isNumber = spec.write !== undefined
  if (typeof value !== 'string' && !(isNumber && typeof value === 'number')) {
    throw new Failure(
      'usage',
      isNumber
        ? say('{name} must be a number or a string', { name })
        : spec.repeat
          ? say('{name} must be a string, or a list of strings', { name })
          : say('{name} must be a string', { name }),
    )
  }
  return parseValue(spec, spec.offers === 'file' ? inHome(String(value)) : String(value), name)
}

/** What the shell does on a command line. */
function inHome(path: string): string {
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path
}

/** @throws Failure `usage` if it cannot be a command */
function commandOf(value: unknown): readonly string[] {
  const isText = (word: unknown) => typeof word === 'string' && !word.includes('\0')
  if (Array.isArray(value) && value.every(isText) && value[0]) return value
  throw new Failure(
    'usage',
    say('{name} must be a list of strings: a program and its arguments', { name: commandKey }),
  )
}
