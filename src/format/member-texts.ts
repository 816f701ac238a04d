import { moreBytes, textBeginning } from '../base/text-beginning.ts'
import type { Event } from '../event/event.ts'
import { type MemberPath, MemberTokens } from '../event/member-tokens.ts'
import { maskSecretMembers, secretMembers, secretValue } from '../event/secret-members.ts'
import { compactJson } from '../wire/compact-json.ts'
import { isNested, type Json, parseToken } from '../wire/exact-json.ts'
import { jsonBeginning } from '../wire/json-beginning.ts'
import { jsonText } from '../wire/json-text.ts'
import type { TextMask } from './text-mask.ts'
import { shownTime, type TimeFormat } from './time-format.ts'

/** The path that stands for when the event happened, as `--time` shows it. */
export const timePath: MemberPath = ['time']

/** Paths of members, each once. */
export class MemberPaths {
  readonly paths: MemberPath[] = []
  private readonly known = new Map<string, number>()

  /** Returns the index of the path in `paths`. */
  add(path: MemberPath): number {
    const key = JSON.stringify(path)
    const known = this.known.get(key)
    if (known !== undefined) return known
    this.known.set(key, this.paths.length)
    return this.paths.push(path) - 1
  }
}

/** Returns the texts of an event at the paths; undefined where it has none, or null. The result is reused. */
export type MemberTexts = (event: Event) => readonly (string | undefined)[]

/** The most bytes of a value that are shown to people. */
const mostShown = 64 * 1024

/**
 * Creates a function that reads members as text: strings without quotes, numbers with the digits that they came with,
 * objects and arrays as JSON without white space. Values of raw payloads are found as in filters. The texts are not safe
 * to show, but the values of secret members are removed.
 *
 * @param paths distinct
 * @param mask for texts that are shown to people: removes what must not be shown, also from the end of a text that was
 *   cut after 64 KB. Without it, texts are whole
 */
export function memberTexts(
  paths: readonly MemberPath[],
  time: TimeFormat,
  mask: TextMask | undefined,
): MemberTexts {
  const tokens = new MemberTokens(paths)
  const texts = new Array<string | undefined>(paths.length)
  const secret = paths.map(path => path.some(name => secretMembers.has(name)))
  const timeAt = paths.findIndex(path => path.length === 1 && path[0] === timePath[0])
  const shown = (text: string | undefined) => {
    if (text === undefined) return undefined
    const masked = text.includes('"') ? maskSecretMembers(text) : text
    return mask ? mask.hideInWhole(masked) : masked
  }
  const textOf = (bytes: Buffer, from: number, to: number) => {
    if (mask && to - from > mostShown) return mask.hide(maskSecretMembers(tokenBeginning(bytes, from, to)))
    return shown(tokenText(bytes, from, to))
  }
  return event => {
    const { bytes } = event.push
    tokens.find(event.push)
    for (let i = 0; i < texts.length; i++) {
      const from = tokens.from[i]!
      const text =
        from >= 0 ? textOf(bytes, from, tokens.to[i]!) : shown(derivedText(event.derivedAt(paths[i]!)))
      texts[i] = text !== undefined && secret[i] ? secretValue : text
    }
    if (timeAt >= 0) texts[timeAt] = timeText(time, event)
    return texts
  }
}

function tokenText(bytes: Buffer, from: number, to: number): string | undefined {
  switch (bytes[from]) {
    case 0x22:
      return parseToken(bytes, from, to) as string
    case 0x6e:
      return undefined
    default:
      return compactJson(bytes, from, to)
  }
}

/** Returns the beginning of a long value, and how much is left out. */
function tokenBeginning(bytes: Buffer, from: number, to: number): string {
  if (bytes[from] !== 0x22) return textBeginning(bytes, from, to, mostShown)
  const { value, leftOut } = jsonBeginning(bytes, from, to, mostShown)
  return `${value}${moreBytes(leftOut)}`
}

function derivedText(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  return isNested(value) ? jsonText(value) : String(value)
}

/** The text alone, without the spaces that align it in a column. */
function timeText(time: TimeFormat, { createdAt }: Event): string | undefined {
  const ms = shownTime(createdAt)
  return ms === undefined ? undefined : time.text(ms).trim()
}
