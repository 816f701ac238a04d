import { excerpt, excerptOf, safeText } from '../base/safe-text.ts'
import { moreBytes } from '../base/text-beginning.ts'
import { say } from '../language/say.ts'
import type { Decoder } from './dialect.ts'
import { isNested, isNumber, type Json } from './exact-json.ts'
import { noHeartbeat } from './heartbeat.ts'
import type { Beginning } from './json-beginning.ts'
import { isAt } from './known-strings.ts'
import type { LoginReply, Message } from './message.ts'
import type { ObjectScanner } from './object-scanner.ts'
import { Push, PushWithMessageId } from './push.ts'
import { member, pushScanner, scannedRow } from './push-members.ts'
import { row } from './quick-scan.ts'
import { RowPool } from './row-pool.ts'
import { skippedEventCounter } from './skipped-event-counter.ts'
import { valueAt } from './value-at.ts'
import type { Words } from './words.ts'

const newline = 10
/** A line of this many bytes or more is neither blank nor a sentence. */
const shortLine = 400
/** Bytes of the server's own words that are shown. */
const mostSaid = 600

/** Decodes any dialect of JSON lines. Events are not parsed: only the positions of a few members are found. */
export class JsonLineDecoder implements Decoder {
  private readonly words: Words
  private readonly scanner: ObjectScanner
  private readonly pool = new RowPool()
  private readonly pushToken: Buffer
  /** The index of the message id in a row; -1 if there is none in this dialect. */
  private readonly messageId: number
  private readonly skippedEvents: (bytes: Buffer, start: number, end: number) => number

  constructor(words: Words) {
    const ids = words.messageId === undefined ? [] : [words.messageId]
    this.words = words
    this.scanner = pushScanner(ids)
    this.messageId = ids.length === 0 ? -1 : this.scanner.indexOf(ids[0]!)
    this.pushToken = Buffer.from(JSON.stringify(words.push))
    this.skippedEvents = skippedEventCounter(words.push)
  }

  read(bytes: Buffer, start: number, end: number): Message {
    return this.scanned(this.scanner.scan(bytes, start, end), bytes, start, end)
  }

  readAll(bytes: Buffer, start: number, end: number): Message[] {
    const messages: Message[] = []
    const { pool, scanner } = this
    const { quick } = scanner
    for (let at = start; at < end; ) {
      if (quick) {
        const { width } = quick
        const count = quick.lines(bytes, at, end)
        const first = pool.keep(quick.rows, count * width)
        const { rows } = pool
        for (let i = 0; i < count; i++) messages.push(this.inRow(bytes, rows, first + i * width))
        at = rows[first + (count - 1) * width + row.end]! + 1
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
    return isObject
      ? this.inRow(bytes, scannedRow(this.scanner, start, end), 0)
      : this.notAnObject(bytes, start, end)
  }

  /** Returns the message in the line described by the row at `rows[at]`: see `QuickScan`. */
  private inRow(bytes: Buffer, rows: Int32Array, at: number): Message {
    if (rows[at + row.sure] === 0) {
      const [start, end] = [rows[at + row.start]!, rows[at + row.end]!]
      return this.scanned(this.scanner.scanSlowly(bytes, start, end), bytes, start, end)
    }
    const push = new Push(bytes, rows, at)
    if (!this.isPush(bytes, push.from(member.cmd), push.to(member.cmd)))
      return this.readReply(bytes, push.start, push.end)
    const { messageId } = this
    const hasMessageId = messageId >= 0 && !isAbsent(bytes, push.from(messageId))
    return hasMessageId ? new PushWithMessageId(messageId, bytes, rows, at) : push
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
