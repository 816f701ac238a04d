import { closest } from '../base/closest.ts'
import { excerpt } from '../base/safe-text.ts'
import type { Event } from '../event/event.ts'
import { eventMembers } from '../event/event-members.ts'
import { isObject, type Json } from '../wire/exact-json.ts'
import type { Condition } from './parse-expression.ts'
import { writtenKey } from './read-key.ts'
import { memberReader } from './read-member.ts'
import { textOf } from './value-text.ts'

/** Events examined before a condition that none of them meets is reported. */
export const sampleSize = 50
const mostKeys = 2000
const longestText = 100

type Path = readonly string[]

/** The keys and values of the first events, to find conditions that no event meets because of how they are written. */
export class KeySample {
  private readonly asked: readonly SampledCondition[]
  /** Top-level members and those of `data`, by the key they are written as. */
  private readonly keys = new Map<string, Path>()
  private events = 0

  private constructor(asked: readonly SampledCondition[]) {
    this.asked = asked
  }

  /** Returns undefined where there is no condition to examine. */
  static of(conditions: readonly Condition[]): KeySample | undefined {
    const asked = conditions.filter(isWorthLooking).map(condition => new SampledCondition(condition))
    return asked.length > 0 ? new KeySample(asked) : undefined
  }

  /** Whether that was the last event it needs. */
  add(event: Event): boolean {
    for (const one of this.asked) one.add(event)
    this.addKeys([], event.members)
    this.addKeys(['data'], event.members.data)
    return ++this.events >= sampleSize
  }

  /** A line per condition whose key, or whose value as it is written, no event of the sample has. */
  findings(): { condition: Condition; text: string }[] {
    return this.asked.flatMap(one => {
      const text = one.isSeen ? one.otherValue() : this.otherKey(one.condition.path)
      return text === undefined ? [] : [{ condition: one.condition, text }]
    })
  }

  private addKeys(parent: Path, value: Json | undefined): void {
    if (!isObject(value)) return
    for (const name of Object.keys(value)) {
      if (this.keys.size >= mostKeys || name.length > longestText) continue
      const path = [...parent, name]
      this.keys.set(writtenKey(path), path)
    }
  }

  private otherKey(path: Path): string {
    const key = writtenKey(path)
    const near = this.nearestTo(path)
    if (near !== undefined) return `no event has ${excerpt(key)}; ${excerpt(near)} is there`
    const documented = Object.keys(eventMembers).find(one => one.endsWith(`.${key}`))
    const guess = documented === undefined ? '' : `; did you mean ${documented}?`
    return `none of the first ${sampleSize} events has ${excerpt(key)}${guess}`
  }

  /** The key of the same name elsewhere in the event; else the one most like it in spelling. */
  private nearestTo(path: Path): string | undefined {
    const name = plainOf(path.at(-1)!)
    for (const [key, other] of this.keys) if (plainOf(other.at(-1)!) === name) return key
    return closest(writtenKey(path), this.keys.keys())
  }
}

/** `!key` is met where the key is missing, and a documented key is spelled right however rare it is. */
function isWorthLooking({ operator, path }: Condition): boolean {
  return operator.symbol !== '!' && (operator.symbol === '=' || !isDocumented(path))
}

function isDocumented(path: Path): boolean {
  return Object.hasOwn(eventMembers, path.join('.'))
}

/** One condition, and the values that the events of the sample have for its key. */
class SampledCondition {
  readonly condition: Condition
  isSeen: boolean
  private readonly read: (event: Event) => Json | undefined
  private readonly texts = new Set<string>()

  constructor(condition: Condition) {
    this.condition = condition
    this.isSeen = isDocumented(condition.path)
    this.read = memberReader(condition.path).read
  }

  add(event: Event): void {
    const value = this.read(event)
    if (value === undefined) return
    this.isSeen = true
    const text = textOf(value, longestText)
    if (text.length <= longestText) this.texts.add(text)
  }

  /** A value that events have and that differs from one asked for only as a slip of the keyboard does. */
  otherValue(): string | undefined {
    const { condition, texts } = this
    if (condition.kind !== 'values' || condition.operator.symbol !== '=') return undefined
    const wanted = condition.operand.filter(value => typeof value === 'string')
    if (wanted.length < condition.operand.length || wanted.some(value => texts.has(value))) return undefined
    for (const value of wanted) {
      const plain = plainOf(value)
      for (const text of texts) {
        if (plainOf(text) !== plain) continue
        const key = excerpt(writtenKey(condition.path))
        return `no event has ${key}=${excerpt(value)}; ${key}=${excerpt(text)} is there`
      }
    }
    return undefined
  }
}

const switched: Readonly<Record<string, string>> = { true: '1', on: '1', false: '0', off: '0' }

/** Capitals, full width, spaces and the signs between words left aside; `true` and `on` as 1. */
function plainOf(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
  return Object.hasOwn(switched, plain) ? switched[plain]! : plain
}
