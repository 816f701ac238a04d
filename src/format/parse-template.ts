import { afterSpaces } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import type { MemberPath } from '../event/member-tokens.ts'
import { type KeySyntax, readKey } from '../event/read-key.ts'
import { say } from '../language/say.ts'
import { MemberPaths } from './member-texts.ts'

/** Text with members of an event in it. */
export interface Template {
  /** The members, each once. */
  readonly paths: readonly MemberPath[]
  /** What the text consists of: itself, and members. */
  readonly parts: readonly (string | Placeholder)[]
}

export interface Placeholder {
  /** An index of `paths`. */
  readonly member: number
  /** The least cells that the value takes. */
  readonly width: number
  /** Whether it is aligned right, so that spaces come before it. */
  readonly alignsRight: boolean
}

/** No terminal is wider. */
const widest = 1000
/** What a backslash and a sign stand for. */
const escapes: Readonly<Record<string, string>> = {
  ...{ t: '\t', n: '\n', r: '\r' },
  ...{ '\\': '\\', '{': '{', '}': '}', '"': '"', "'": "'" },
}

const literalBrace = 'a literal { is written {{'
const form = () =>
  say('a member is written {plain}, or {wide} with a width, {right} aligned right', {
    plain: '{did}',
    wide: '{data.temp:8}',
    right: '{data.temp:>8}',
  })

const placeholderKey: KeySyntax = {
  endsAt: (text, at) => '{}:'.includes(text[at]!),
  hint: sign => ('"\''.includes(sign) ? say(literalBrace) : undefined),
}

/**
 * Parses a template: `{key}`, `{key:8}` and `{key:>8}` stand for members, with keys as in filters, `{{` and `}}` for
 * braces, `\t`, `\n`, `\r` and `\\` for what they mean in most languages. The rest is text.
 *
 * @throws ParseError
 */
export function parseTemplate(text: string): Template {
  const members = new MemberPaths()
  const parts: (string | Placeholder)[] = []
  let literal = ''
  for (let at = 0; at < text.length; ) {
    const sign = text[at]!
    if (sign === '\\') {
      literal += escapedAt(text, at)
      at += 2
    } else if ((sign === '{' || sign === '}') && text[at + 1] === sign) {
      literal += sign
      at += 2
    } else if (sign === '{') {
      const { end, path, ...cells } = readPlaceholder(text, at)
      if (literal !== '') parts.push(literal)
      parts.push({ member: members.add(path), ...cells })
      literal = ''
      at = end
    } else if (sign === '}') {
      throw new ParseError(text, at, at + 1, say('this } closes nothing'), say('a literal } is written }}'))
    } else {
      literal += sign
      at++
    }
  }
  if (literal !== '') parts.push(literal)
  return { paths: members.paths, parts }
}

function escapedAt(text: string, at: number): string {
  const [sign = ''] = text.slice(at + 1)
  if (Object.hasOwn(escapes, sign)) return escapes[sign]!
  const hint = say('a tab is written \\t, a newline \\n, a backslash \\\\')
  const what = say('{escape} has no meaning here', { escape: `\\${sign}` })
  throw new ParseError(text, at, at + 1 + sign.length, what, hint)
}

interface Read extends Omit<Placeholder, 'member'> {
  readonly path: MemberPath
  readonly end: number
}

/** Reads the placeholder whose brace is at `open`. */
function readPlaceholder(text: string, open: number): Read {
  const start = afterSpaces(text, open + 1)
  if (start === text.length) throw notClosed(text, open)
  const { path, end } = readKey(text, start, placeholderKey)
  let at = afterSpaces(text, end)
  let width = 0
  let alignsRight = false
  if (text[at] === ':') {
    const found = /\s*([<>]?)\s*(\d*)/y
    found.lastIndex = at + 1
    const [whole, side, digits] = found.exec(text)!
    const to = at + 1 + whole.length
    width = Number(digits)
    alignsRight = side === '>'
    if (width < 1 || width > widest)
      throw new ParseError(
        text,
        at + 1,
        to,
        say('a width from 1 to {widest} must follow the colon', { widest }),
        form(),
      )
    at = afterSpaces(text, to)
  }
  if (text[at] === '}') return { path, width, alignsRight, end: at + 1 }
  if (at === text.length) throw notClosed(text, open)
  throw new ParseError(text, at, at + 1, say('a } must follow here'), form())
}

function notClosed(text: string, open: number): ParseError {
  return new ParseError(text, open, open + 1, say('this { is not closed'), say(literalBrace))
}
