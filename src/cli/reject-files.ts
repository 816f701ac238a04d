import { fstatSync, statSync } from 'node:fs'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { eventMembers } from '../event/event-members.ts'
import { sentences } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { isStdin } from './secret-file.ts'
import { shellWord } from './shell-word.ts'
import type { TailFlags } from './tail-options.ts'

/** The options whose values are expressions. */
const compared = {
  filter: '--filter',
  highlight: '--highlight',
  until: '--until',
  failOn: '--fail-on',
} as const

/** The options whose values are lists of names. */
const listed = { did: '--did', mac: '--mac', productKey: '--product-key', event: '--event' } as const

/**
 * Rejects a file that is given for the tail to read. The tail reads only from the server: with `-f events.ndjson` it would
 * ack all events in the queue and show none.
 *
 * @throws Failure `usage`
 */
export function rejectFiles(flags: TailFlags): void {
  rejectFileNames(flags)
  if (!isStdin(flags.secretFile) && isStdinFile())
    throw fileFailure(
      say('stdin is a file'),
      '-',
      say('If stdin is a file for another reason, add </dev/null.'),
    )
}

/**
 * Rejects the name of a file where a filter, or a value that events are chosen by, must be.
 *
 * @throws Failure `usage`
 */
export function rejectFileNames(flags: Pick<TailFlags, keyof typeof compared | keyof typeof listed>): void {
  for (const [key, name] of Object.entries(compared)) {
    const expressions = flags[key as keyof typeof compared] ?? []
    const file = expressions.find(one => namesFile(one) || (!Object.hasOwn(eventMembers, one) && isFile(one)))
    if (file !== undefined)
      throw fileFailure(
        say('{name}: {file} names a file and is not a filter', { name, file: excerpt(file) }),
        file,
      )
  }
  for (const [key, name] of Object.entries(listed)) {
    const values = flags[key as keyof typeof listed]?.flatMap(list => list.split(/[,，]/)) ?? []
    // A file may have the name of the device whose events are in it.
    const file = values.find(value => namesFile(value) || (/[./\\]/.test(value) && isFile(value)))
    if (file !== undefined)
      throw fileFailure(say('{name}: {file} names a file', { name, file: excerpt(file) }), file)
  }
}

/** Returns the failure for a file where none is read, with what reads it. */
export function fileFailure(what: string, path: string, more = ''): Failure {
  return new Failure('usage', say('{what}; only replay reads events from files', { what }), {
    hint: sentences([
      say('To show the events in it: gizwits-tail replay {path}.', { path: shellWord(excerpt(path)) }),
      more,
    ]),
  })
}

/** Whether a file, a pipe or a device has this name. A folder does not count: it may have the name of a member. */
export function isFile(path: string): boolean {
  return succeeds(() => !statSync(path).isDirectory())
}

/** Whether the text can only be the name of a file, even if there is no such file. */
export function namesFile(text: string): boolean {
  return /^(?:~|\.{0,2})\/[^=<>]*$|^[^=<>]+\.(?:ndjson|jsonl)(?:\.\w+)?$/.test(text)
}

function isStdinFile(): boolean {
  return succeeds(() => fstatSync(0).isFile())
}

/** Returns false if the system call fails: there is no such file, or, on Windows, the handle is of another kind. */
function succeeds(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}
