/** Any one character. */
export const anyOne = -1
/** Any run of characters, none too. */
export const anyRun = -2

/**
 * A pattern with wildcards, matched against all of a text. A character is a code point, so that one emoji is
 * one `?`.
 *
 * The runs divide the pattern into parts. The first part is compared with the beginning of the text, the last
 * one with its end; each part between is found as far left as it can be, which leaves the most to those after it.
 */
export class Glob {
  /** What it costs at most to search one character of a text, in units of some 5 ns; 0 where nothing is searched. */
  readonly weight: number
  private readonly first: Part
  private readonly between: readonly Part[]
  /** Undefined where the pattern has no run. */
  private readonly last: Part | undefined

  /** @param tokens UTF-16 units, `anyOne`, `anyRun` */
  constructor(tokens: readonly number[]) {
    const [first, ...rest] = splitAtRuns(tokens).map(part => new Part(part))
    this.first = first!
    this.last = rest.pop()
    this.between = rest.filter(part => part.weight > 0)
    this.weight = this.between.reduce((sum, part) => sum + part.weight, 0)
  }

  /**
   * Whether all of a text matches; undefined where what was searched of it does not decide.
   *
   * @param reach UTF-16 units of the text in which parts between two runs are searched
   * @param isWhole false where `text` is only the beginning of the text
   */
  matches(text: string, reach = Number.POSITIVE_INFINITY, isWhole = true): boolean | undefined {
    const { first, last, between } = this
    let at = first.endFrom(text, 0)
    // A character has two units at most.
    if (at < 0) return isWhole || text.length >= 2 * first.length ? false : undefined
    if (!last) return isWhole && at === text.length
    const end = isWhole ? last.startBefore(text, text.length) : text.length
    if (end < at) return false
    const isSearchedWhole = isWhole && end <= reach
    const searched = text.slice(0, Math.min(end, reach))
    for (const part of between) {
      at = part.endOfNext(searched, at)
      if (at < 0) return isSearchedWhole ? false : undefined
    }
    return isWhole || last.length === 0 || undefined
  }
}

function splitAtRuns(tokens: readonly number[]): number[][] {
  const parts: number[][] = [[]]
  for (const token of tokens) {
    if (token === anyRun) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts
}

/** What stands before, between or after runs: UTF-16 units and `anyOne`. */
class Part {
  readonly weight: number
  private readonly tokens: readonly number[]
  /** The same as text where it has no wildcard. */
  private readonly literal: string | undefined

  constructor(tokens: readonly number[]) {
    this.tokens = tokens
    const isLiteral = !tokens.includes(anyOne)
    this.literal = isLiteral ? textOfUnits(tokens) : undefined
    this.weight = isLiteral ? indexOfWeight(tokens.length) : 2 * tokens.length
  }

  get length(): number {
    return this.tokens.length
  }

  /** Where the part ends that begins at `at`; -1 where it does not stand there. */
  endFrom(text: string, at: number): number {
    const { tokens } = this
    for (let i = 0; i < tokens.length; i++) {
      if (at >= text.length) return -1
      if (tokens[i] === anyOne) at += unitsAt(text, at)
      else if (text.charCodeAt(at++) !== tokens[i]) return -1
    }
    return at
  }

  /** Where the part begins that ends at `end`; -1 where it does not stand there. */
  startBefore(text: string, end: number): number {
    for (let i = this.tokens.length - 1; i >= 0; i--) {
      if (end <= 0) return -1
      const token = this.tokens[i]!
      if (token === anyOne) end -= end >= 2 && unitsAt(text, end - 2) === 2 ? 2 : 1
      else if (text.charCodeAt(--end) !== token) return -1
    }
    return end
  }

  /** Where the next one ends that begins at `from` or later; -1 where there is none. */
  endOfNext(text: string, from: number): number {
    if (this.literal !== undefined) {
      const start = text.indexOf(this.literal, from)
      return start < 0 ? -1 : start + this.literal.length
    }
    for (let at = from; at <= text.length; at += unitsAt(text, at)) {
      const end = this.endFrom(text, at)
      if (end >= 0) return end
    }
    return -1
  }
}

/** V8's `indexOf` is linear in the text alone only where what it looks for is shorter than 250. */
function indexOfWeight(length: number): number {
  if (length === 0) return 0
  return length < 250 ? 1 : length / 20
}

function textOfUnits(units: readonly number[]): string {
  let text = ''
  for (const unit of units) text += String.fromCharCode(unit)
  return text
}

/** UTF-16 units of the character at `at`. */
function unitsAt(text: string, at: number): number {
  const isHigh = (text.charCodeAt(at) & 0xfc00) === 0xd800
  return isHigh && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 1
}
