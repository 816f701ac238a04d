import { excerpt, excerptOf, safeText } from '../base/safe-text.ts'
import { moreBytes } from '../base/text-beginning.ts'
import { ExactNumber, type Json } from './exact-json.ts'
import type { Beginning } from './json-beginning.ts'
import { isAt } from './known-strings.ts'
import { cmd, noHeartbeat, snoti2Cmds } from './noti1.ts'
import { ObjectScanner } from './object-scanner.ts'
import { Push } from './push.ts'
import { row, sureButInexact } from './quick-scan.ts'
import { skippedEvents } from './skipped-events.ts'
import { valueAt } from './value-at.ts'

/** What one line from the server is. */
export type Message =
  | Push
  | LoginReply
  | { readonly kind: 'pong' }
  /** The server gave us up, in plain text. */
  | { readonly kind: 'no-heartbeat' }
  | { readonly kind: 'blank' }
  | SkippedLine

export interface LoginReply {
  readonly kind: 'login-reply'
  /** Whether `result` is true; `"true"` and 1 are taken for it. */
  readonly accepted: boolean
  /** Its `msg`, safe to show. */
  readonly text: string
  /** Where `result` is no boolean: how it is written, such as `result:"ok"`, safe to show. */
  readonly oddResult?: string
}

export interface SkippedLine {
  /**
   * `invalid`: the server did not understand us; `unknown`: JSON, but not of this protocol; `malformed`: not one
   * JSON object.
   */
  readonly kind: 'invalid' | 'unknown' | 'malformed'
  /** A short excerpt, safe to show. */
  readonly text: string
  /** How many events it is or may have been; they are not acked and take places in the server's window. */
  readonly events: number
  /** Before the login, only a server of SNoti 2.x says this. */
  readonly snoti2: boolean
}

// delivery_id and created_at are read from their own bytes, so how exact they are concerns nobody else.
const memberNames = ['cmd', 'delivery_id', 'event_type', 'created_at']
const scanner = new ObjectScanner(memberNames, ['delivery_id', 'created_at'])
const newline = 10
const pushToken = Buffer.from(JSON.stringify(cmd.push))
/** A longer line holds more than white space or one sentence. */
const shortLine = 400
/** Bytes of the server's own words that are shown. */
const mostSaid = 600

/** Reads the line `bytes[start, end)`. Never throws: what cannot be read is a kind of its own. */
export function readMessage(bytes: Buffer, start: number, end: number): Message {
  return messageOf(scanner.scan(bytes, start, end), bytes, start, end)
}

/** Reads the lines of `bytes[start, end)`, each ended by its `\n`, in order. Never throws. */
export function readMessages(bytes: Buffer, start: number, end: number): Message[] {
  const messages: Message[] = []
  const { quick } = scanner
  for (let at = start; at < end; ) {
    if (quick) {
      const count = quick.lines(bytes, at, end)
      for (let i = 0; i < count; i++) messages.push(messageInRow(bytes, quick.rows, i * quick.width))
      at = quick.rows[(count - 1) * quick.width + row.end]! + 1
    } else {
      const lineEnd = bytes.indexOf(newline, at)
      messages.push(readMessage(bytes, at, lineEnd))
      at = lineEnd + 1
    }
  }
  return messages
}

/** What the quick scan found, in `rows` from `at` on. */
function messageInRow(bytes: Buffer, rows: Int32Array, at: number): Message {
  const start = rows[at + row.start]!
  const end = rows[at + row.end]!
  const sure = rows[at + row.sure]!
  if (sure === 0) return messageOf(scanner.scanSlowly(bytes, start, end), bytes, start, end)
  const its = at + row.members
  if (!isPush(bytes, rows[its]!, rows[its + 1]!)) return readReply(bytes, start, end)
  return new Push(
    bytes,
    start,
    end,
    sure === sureButInexact,
    rows[its + 2]!,
    rows[its + 3]!,
    rows[its + 4]!,
    rows[its + 5]!,
    rows[its + 6]!,
    rows[its + 7]!,
  )
}

/** What the line is that was scanned last. */
function messageOf(isObject: boolean, bytes: Buffer, start: number, end: number): Message {
  if (!isObject) return notAnObject(bytes, start, end)
  const { from, to, inexact } = scanner
  if (!isPush(bytes, from[0]!, to[0]!)) return readReply(bytes, start, end)
  return new Push(bytes, start, end, inexact, from[1]!, to[1]!, from[2]!, to[2]!, from[3]!, to[3]!)
}

function isPush(bytes: Buffer, from: number, to: number): boolean {
  if (from < 0) return false
  const length = to - from
  if (length === pushToken.length) return isAt(pushToken, bytes, from)
  // The same word with escapes in it (`\u0065nterprise…`) is longer, up to six times.
  if (length < pushToken.length || length > 6 * pushToken.length) return false
  return JSON.parse(bytes.toString('utf8', from, to)) === cmd.push
}

function readReply(bytes: Buffer, start: number, end: number): Message {
  const at = (...path: string[]) => valueAt(bytes, start, path, mostSaid)
  const name = at('cmd')?.value
  const code = at('error_code')
  const snoti2 = isNumber(code?.value) || snoti2Cmds.includes(name)
  switch (name) {
    case cmd.loginReply:
      return loginReply(at('data', 'result')?.value, said(at('data', 'msg') ?? at('msg')))
    case cmd.pong:
      return { kind: 'pong' }
    case cmd.invalid: {
      const text = said(at('msg')) + (code ? ` (error_code ${said(code)})` : '')
      return { kind: 'invalid', text, events: 0, snoti2 }
    }
    default: {
      // In this protocol, what has a delivery_id waits for an ack.
      const events = at('delivery_id') ? 1 : 0
      return { kind: 'unknown', text: excerptOf(bytes, start, end), events, snoti2 }
    }
  }
}

function loginReply(result: Json | undefined, text: string): LoginReply {
  const reply = { kind: 'login-reply', text } as const
  if (typeof result === 'boolean') return { ...reply, accepted: result }
  const written = typeof result === 'string' ? JSON.stringify(result) : textOf(result)
  const oddResult = result === undefined ? 'no result' : excerpt(`result:${written}`, 60)
  return { ...reply, accepted: result === 'true' || (isNumber(result) && Number(result) === 1), oddResult }
}

function notAnObject(bytes: Buffer, start: number, end: number): Message {
  if (end - start < shortLine) {
    const text = bytes.toString('utf8', start, end).trim()
    if (text === '') return { kind: 'blank' }
    if (text === noHeartbeat) return { kind: 'no-heartbeat' }
  }
  const events = skippedEvents(bytes, start, end)
  return { kind: 'malformed', text: excerptOf(bytes, start, end), events, snoti2: false }
}

/** What a member says, safe to show, without white space around it, and how much of it is left out. */
function said(its: Beginning | undefined): string {
  if (its?.value === undefined) return ''
  const { value, leftOut } = its
  return safeText(textOf(value).trim()) + (typeof value === 'string' && leftOut > 0 ? moreBytes(leftOut) : '')
}

/** A value where text should be. What is nested is not said. */
function textOf(value: Json | undefined): string {
  const isNested = typeof value === 'object' && value !== null && !isNumber(value)
  return isNested ? '(not text)' : String(value)
}

function isNumber(value: Json | undefined): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber
}
