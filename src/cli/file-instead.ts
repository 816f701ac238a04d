import { fstatSync, statSync } from 'node:fs'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { eventMembers } from '../event/event-members.ts'
import { isStdin } from './secret-file.ts'
import { shellWord } from './shell-word.ts'
import type { TailFlags } from './tail-options.ts'

/** Options whose values are lists of names. */
const listed = { did: '--did', mac: '--mac', productKey: '--product-key', event: '--event' } as const

/**
 * Refuses a file where one was given for the tail to read. A tail reads nothing but the server, and would take
 * from the queue the events of others, none of which `-f events.ndjson` matches.
 *
 * @throws Failure `usage`
 */
export function refuseFiles(flags: TailFlags): void {
  for (const expression of flags.filter ?? []) {
    if (namesFile(expression) || (!Object.hasOwn(eventMembers, expression) && isFile(expression)))
      throw fileInstead(`--filter: ${excerpt(expression)} names a file, and is no filter`, expression)
  }
  for (const [key, name] of Object.entries(listed)) {
    const values = flags[key as keyof typeof listed]?.flatMap(list => list.split(/[,，]/)) ?? []
    // A file may well be named like the device whose events are written to it.
    const file = values.find(value => namesFile(value) || (/[./\\]/.test(value) && isFile(value)))
    if (file !== undefined) throw fileInstead(`${name}: ${excerpt(file)} names a file`, file)
  }
  if (!isStdin(flags.secretFile) && isStdinFile())
    throw fileInstead('stdin is a file', 'FILE', ' Where stdin is a file for another reason, add </dev/null.')
}

/** The failure for a file where none is read, with what to use for it. */
export function fileInstead(what: string, path: string, more = ''): Failure {
  const file = shellWord(excerpt(path))
  return new Failure('usage', `${what}; a tail shows what the server sends, and reads no events from files`, {
    hint: `To filter a file: jq 'select(.event_type == "attr_alert")' ${file}. To serve it to a tail: gizwits-tail simulate --events ${file}.${more}`,
  })
}

/** Whether there is a file, a pipe or a device of this name; a folder may be called as a member is. */
export function isFile(path: string): boolean {
  return asked(() => !statSync(path).isDirectory())
}

/** Whether text can only be meant as a file's name, be there such a file or not. */
export function namesFile(text: string): boolean {
  return /^(?:~|\.{0,2})\/[^=<>]*$|^[^=<>]+\.(?:ndjson|jsonl)(?:\.\w+)?$/.test(text)
}

function isStdinFile(): boolean {
  return asked(() => fstatSync(0).isFile())
}

/** False where the system cannot say: there is no such file, or, on Windows, a handle of another kind. */
function asked(question: () => boolean): boolean {
  try {
    return question()
  } catch {
    return false
  }
}
