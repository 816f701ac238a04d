import { demandOn, fits, type NumberSetting } from '../base/number-setting.ts'
import { excerpt } from '../base/safe-text.ts'
import { isAt } from './known-strings.ts'
import { ObjectScanner } from './object-scanner.ts'
import type { LoginRequest, Request } from './request.ts'
import type { Words } from './words.ts'

/** Digits of the longest id that is read without a scan. */
const mostUsualDigits = 15
const ping: Request = { kind: 'ping' }
const blank: Request = { kind: 'blank' }

/** Reads what clients send, for any dialect of JSON lines. */
export class RequestReader {
  private readonly words: Words
  private readonly others: Readonly<Record<string, (message: Readonly<Record<string, unknown>>) => Request>>
  private readonly scanner = new ObjectScanner(['cmd', 'delivery_id'])
  private readonly usualAck: Buffer

  /** @param others readers of all other requests, by `cmd`; each is given the parsed line */
  constructor(words: Words, others: RequestReader['others']) {
    this.words = words
    this.others = others
    this.usualAck = Buffer.from(`{"cmd":"${words.ack}","delivery_id":`)
  }

  /** Reads the line `bytes[start, end)`. Never throws. */
  read(bytes: Buffer, start: number, end: number): Request {
    const { words, others, scanner } = this
    const token = this.usualToken(bytes, start, end)
    if (token !== undefined) return { kind: 'ack', token }
    if (!scanner.scan(bytes, start, end)) {
      return isBlank(bytes, start, end) ? blank : invalid('not one JSON object on a line')
    }
    const [cmdFrom, idFrom] = scanner.from
    if (cmdFrom! < 0) return invalid('no cmd')
    const name: unknown = JSON.parse(bytes.toString('utf8', cmdFrom, scanner.to[0]))
    if (typeof name !== 'string') return invalid('unknown cmd of a wrong type')
    if (name === words.ping) return ping
    if (name === words.ack) {
      if (idFrom! < 0) return invalid(`${words.ack} without delivery_id`)
      return { kind: 'ack', token: bytes.toString('latin1', idFrom, scanner.to[1]) }
    }
    if (Object.hasOwn(others, name)) return others[name]!(JSON.parse(bytes.toString('utf8', start, end)))
    return invalid(`unknown cmd ${excerpt(JSON.stringify(name))}`)
  }

  /**
   * The id in `{"cmd":"enterprise_event_ack","delivery_id":123}`, written exactly like this. Nearly every line of a
   * client is, so that it is worth reading without a scan.
   */
  private usualToken(bytes: Buffer, start: number, end: number): string | undefined {
    const { usualAck } = this
    const idFrom = start + usualAck.length
    const idTo = end - 1
    if (idTo <= idFrom || idTo - idFrom > mostUsualDigits || bytes[idTo] !== 0x7d) return undefined
    if (!isAt(usualAck, bytes, start)) return undefined
    for (let at = idFrom; at < idTo; at++) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return undefined
    if (bytes[idFrom] === 0x30 && idTo - idFrom > 1) return undefined
    return bytes.toString('latin1', idFrom, idTo)
  }
}

type Prefetch = Pick<LoginRequest, 'prefetch' | 'prefetchMissing'>

/** Reads the `prefetch_count` of a login. Real clients leave it out, or write null. */
export function readPrefetch(
  value: unknown,
  setting: NumberSetting & { readonly default: number },
): Prefetch | BadLogin {
  if (value === undefined || value === null) return { prefetch: setting.default, prefetchMissing: true }
  if (typeof value !== 'number' || !fits(setting, value)) {
    const given = typeof value === 'number' ? value : typeName(value)
    return badLogin(`prefetch_count must be ${demandOn(setting, true)}, not ${given}`)
  }
  return { prefetch: value, prefetchMissing: false }
}

/** `a string`, `an array`, …: says nothing of the value, which may be a misplaced secret. */
function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 0x20 && bytes[at] !== 0x0d && bytes[at] !== 0x09) return false
  }
  return true
}

function invalid(reason: string): Request {
  return { kind: 'invalid', reason }
}

type BadLogin = Extract<Request, { kind: 'bad-login' }>

/** @param reason safe to show; must not quote a value of the login */
export function badLogin(reason: string): BadLogin {
  return { kind: 'bad-login', reason }
}
