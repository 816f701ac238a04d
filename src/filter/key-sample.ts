import { closest } from '../base/closest.ts'
import { excerpt } from '../base/safe-text.ts'
import type { Event } from '../event/event.ts'
import { eventMembers } from '../event/event-members.ts'
import { memberReader } from '../event/member-reader.ts'
import { writtenKey } from '../event/read-key.ts'
import { say } from '../language/say.ts'
import { isObject, type Json } from '../wire/exact-json.ts'
import type { Condition } from './condition.ts'
import { textOf } from './value-text.ts'

/** How many events are examined before conditions that none of them meets are reported. */
export const sampleSize = 50
const mostKeys = 2000
const longestText = 100

type Path = readonly string[]

/** The keys and values of the first events, to find conditions that no event meets because they are misspelled. */
export class KeySample {
  private readonly asked: readonly SampledCondition[]
  /** The paths of top-level members and of those of `data`, by their written key. */
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

  /** Adds an event. Returns whether it was the last one needed. */
  add(event: Event): boolean {
    for (const one of this.asked) one.add(event)
    this.addKeys([], event.members)
    this.addKeys(['data'], event.members.data)
    this.addKeys(['data'], event.decoded)
    return ++this.events >= sampleSize
  }

  /** Returns a line per condition whose key, or whose value as written, no event of the sample has. */
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
    if (near !== undefined)
      return say('no event has {key}; {near} is there', { key: excerpt(key), near: excerpt(near) })
    const documented = Object.keys(eventMembers).find(one => one.endsWith(`.${key}`))
    const values = { n: sampleSize, key: excerpt(key) }
    return documented === undefined
      ? say('none of the first {n} events has {key}', values)
      : say('none of the first {n} events has {key}; did you mean {near}?', { ...values, near: documented })
  }

  /** Returns the key with the same last name elsewhere in the event, or else the one with the most similar spelling. */
  private nearestTo(path: Path): string | undefined {
    const name = plainOf(path.at(-1)!)
    for (const [key, other] of this.keys) if (plainOf(other.at(-1)!) === name) return key
    return closest(writtenKey(path), this.keys.keys())
  }
}

/** A condition `!key` is met by a missing key, and a documented key is not misspelled, however rare it is. */
function isWorthLooking({ operator, path }: Condition): boolean {
  return operator.symbol !== '!' && (operator.symbol === '=' || !isDocumented(path))
}

function isDocumented(path: Path): boolean {
  return Object.hasOwn(eventMembers, path.join('.'))
}

/** A condition, and the values of its key in the events of the sample. */
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

  /** Returns a message if no event has the value of the condition, but some have one that differs like a typing error. */
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
        return say('no event has {key}; {near} is there', {
          key: `${key}=${excerpt(value)}`,
          near: `${key}=${excerpt(text)}`,
        })
      }
    }
    return undefined
  }
}

const switched: Readonly<Record<string, string>> = { true: '1', on: '1', false: '0', off: '0' }

/** Normalizes case, width, spaces and the signs between words, and `true` and `on` to 1. */
function plainOf(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
  return Object.hasOwn(switched, plain) ? switched[plain]! : plain
}
