import { excerpt, excerptOf, safeText } from '../base/safe-text.ts'
import { moreBytes } from '../base/text-beginning.ts'
import { say } from '../language/say.ts'
import type { Decoder } from './dialect.ts'
import { isNested, isNumber, type Json } from './exact-json.ts'
import { noHeartbeat } from './heartbeat.ts'
import type { Beginning } from './json-beginning.ts'
import { isAt } from './known-strings.ts'
import type { LoginReply, Message } from './message.ts'
import { ObjectScanner } from './object-scanner.ts'
import { Push, PushWithMessageId } from './push.ts'
import { row, sure, sureButInexact } from './quick-scan.ts'
import { skippedEventCounter } from './skipped-event-counter.ts'
import { valueAt } from './value-at.ts'
import type { Words } from './words.ts'

/** The members that the scanner finds, in the order of its results. A message id follows them. */
const memberNames = ['cmd', 'delivery_id', 'event_type', 'created_at']
const newline = 10
/** A line of this many bytes or more is neither blank nor a sentence. */
const shortLine = 400
/** Bytes of the server's own words that are shown. */
const mostSaid = 600

/** Decodes any dialect of JSON lines. Events are not parsed: only the positions of a few members are found. */
export class JsonLineDecoder implements Decoder {
  private readonly words: Words
  private readonly scanner: ObjectScanner
  private readonly pushToken: Buffer
  private readonly hasMessageIds: boolean
  /** The row of a line that was not scanned by `QuickScan`. */
  private readonly scannedRow: Int32Array
  private readonly skippedEvents: (bytes: Buffer, start: number, end: number) => number

  constructor(words: Words) {
    const ids = words.messageId === undefined ? [] : [words.messageId]
    this.words = words
    // Ids and created_at are read from their own bytes, so that they do not make a line inexact.
    this.scanner = new ObjectScanner([...memberNames, ...ids], ['delivery_id', 'created_at', ...ids])
    this.pushToken = Buffer.from(JSON.stringify(words.push))
    this.hasMessageIds = ids.length > 0
    this.scannedRow = new Int32Array(row.members + 2 * this.scanner.from.length)
    this.skippedEvents = skippedEventCounter(words.push)
  }

  read(bytes: Buffer, start: number, end: number): Message {
    return this.scanned(this.scanner.scan(bytes, start, end), bytes, start, end)
  }

  readAll(bytes: Buffer, start: number, end: number): Message[] {
    const messages: Message[] = []
    const { quick } = this.scanner
    for (let at = start; at < end; ) {
      if (quick) {
        const count = quick.lines(bytes, at, end)
        for (let i = 0; i < count; i++) messages.push(this.inRow(bytes, quick.rows, i * quick.width))
        at = quick.rows[(count - 1) * quick.width + row.end]! + 1
      } else {
        const lineEnd = bytes.indexOf(newline, at)
        messages.push(this.read(bytes, at, lineEnd))
        at = lineEnd + 1
      }
    }
    return messages
  }

  /** Returns the message in the line that the scanner has just scanned. */
  private scanned(isObject: boolean, bytes: Buffer, start: number, end: number): Message {
    if (!isObject) return this.notAnObject(bytes, start, end)
    const { scannedRow, scanner } = this
    const { from, to, inexact } = scanner
    scannedRow[row.start] = start
    scannedRow[row.end] = end
    scannedRow[row.sure] = inexact ? sureButInexact : sure
    for (let i = 0; i < from.length; i++) {
      scannedRow[row.members + 2 * i] = from[i]!
      scannedRow[row.members + 2 * i + 1] = to[i]!
    }
    return this.inRow(bytes, scannedRow, 0)
  }

  /** Returns the message in the line described by the row at `rows[at]`: see `QuickScan`. */
  private inRow(bytes: Buffer, rows: Int32Array, at: number): Message {
    const start = rows[at + row.start]!
    const end = rows[at + row.end]!
    const sureness = rows[at + row.sure]!
    if (sureness === 0) return this.scanned(this.scanner.scanSlowly(bytes, start, end), bytes, start, end)
    const places = at + row.members
    if (!this.isPush(bytes, rows[places]!, rows[places + 1]!)) return this.readReply(bytes, start, end)
    if (this.hasMessageIds && !isAbsent(bytes, rows[places + 8]!)) return withMessageId(bytes, rows, at)
    return new Push(
      bytes,
      start,
      end,
      sureness === sureButInexact,
      rows[places + 2]!,
      rows[places + 3]!,
      rows[places + 4]!,
      rows[places + 5]!,
      rows[places + 6]!,
      rows[places + 7]!,
    )
  }

  private isPush(bytes: Buffer, from: number, to: number): boolean {
    if (from < 0) return false
    const { pushToken } = this
    const length = to - from
    if (length === pushToken.length && isAt(pushToken, bytes, from)) return true
    // The same word with escapes in it (`\u0065nterprise…`) is longer, up to six times.
    if (length <= pushToken.length || length > 6 * pushToken.length) return false
    return JSON.parse(bytes.toString('utf8', from, to)) === this.words.push
  }

  private readReply(bytes: Buffer, start: number, end: number): Message {
    const { words } = this
    const at = (...path: string[]) => valueAt(bytes, start, path, mostSaid)
    const cmd = at('cmd')?.value
    switch (cmd) {
      case words.loginReply:
        return loginReply(at('data', 'result')?.value, said(at('data', 'msg') ?? at('msg')))
      case words.pong:
        return { kind: 'pong' }
    }
    if (typeof cmd === 'string' && words.otherReplies?.includes(cmd)) return { kind: 'other-reply' }
    const code = at('error_code')
    const line = {
      cmd: typeof cmd === 'string' ? cmd : undefined,
      code: isNumber(code?.value) ? Number(code.value) : undefined,
    }
    if (cmd === words.invalid) {
      const text = said(at('msg')) + (code ? ` (error_code ${said(code)})` : '')
      return { kind: 'invalid', text, events: 0, ...line }
    }
    // Whatever has a delivery_id waits for an ack.
    const events = at('delivery_id') ? 1 : 0
    return { kind: 'unknown', text: excerptOf(bytes, start, end), events, ...line }
  }

  private notAnObject(bytes: Buffer, start: number, end: number): Message {
    if (end - start < shortLine) {
      const text = bytes.toString('utf8', start, end).trim()
      if (text === '') return { kind: 'blank' }
      if (text === noHeartbeat) return { kind: 'no-heartbeat' }
    }
    const events = this.skippedEvents(bytes, start, end)
    return { kind: 'malformed', text: excerptOf(bytes, start, end), events }
  }
}

/** The push in the row at `rows[at]`, which has a message id. A function of its own keeps the usual path short. */
function withMessageId(bytes: Buffer, rows: Int32Array, at: number): Push {
  const places = at + row.members
  return new PushWithMessageId(
    rows[places + 8]!,
    rows[places + 9]!,
    bytes,
    rows[at + row.start]!,
    rows[at + row.end]!,
    rows[at + row.sure] === sureButInexact,
    rows[places + 2]!,
    rows[places + 3]!,
    rows[places + 4]!,
    rows[places + 5]!,
    rows[places + 6]!,
    rows[places + 7]!,
  )
}

/** Whether no id begins at `start`: null is no id. */
function isAbsent(bytes: Buffer, start: number): boolean {
  return start < 0 || bytes[start] === 0x6e
}

function loginReply(result: Json | undefined, text: string): LoginReply {
  const reply = { kind: 'login-reply', text } as const
  if (typeof result === 'boolean') return { ...reply, accepted: result }
  const written = typeof result === 'string' ? JSON.stringify(result) : textOf(result)
  const oddResult = result === undefined ? say('no result') : excerpt(`result:${written}`, 60)
  return { ...reply, accepted: result === 'true' || (isNumber(result) && Number(result) === 1), oddResult }
}

/** A member's text, safe to show, trimmed, and how many bytes of it are left out. */
function said(member: Beginning | undefined): string {
  if (member?.value === undefined) return ''
  const { value, leftOut } = member
  return safeText(textOf(value).trim()) + (typeof value === 'string' && leftOut > 0 ? moreBytes(leftOut) : '')
}

/** A value where text should be. Nested values are not shown. */
function textOf(value: Json | undefined): string {
  return isNested(value) ? say('(not text)') : String(value)
}
