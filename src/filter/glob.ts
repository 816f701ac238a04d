/** Any one character. */
export const anyOne = -1
/** Any run of characters, which may be empty. */
export const anyRun = -2

/**
 * A pattern with wildcards that must match the whole text. A character is a code point, so that `?` matches one emoji.
 *
 * The runs divide the pattern into parts. The first part is compared with the beginning of the text, the last part with
 * its end. Each part between is searched from the left, which leaves the most text for the parts after it.
 */
export class Glob {
  /** The most time that searching a character takes, in units of some 5 ns; 0 if nothing is searched. */
  readonly weight: number
  private readonly first: Part
  private readonly between: readonly Part[]
  /** Undefined if the pattern has no run. */
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
   * Returns whether a whole text matches; undefined if the part of it that was searched does not decide.
   *
   * @param reach how many UTF-16 units of the text are searched for parts between two runs
   * @param isWhole false if `text` is only the beginning of the text
   */
  matches(text: string, reach = Number.POSITIVE_INFINITY, isWhole = true): boolean | undefined {
    const { first, last, between } = this
    let at = first.endFrom(text, 0)
    // A character has at most two units.
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

/** The part before, between or after runs: UTF-16 units and `anyOne`. */
class Part {
  readonly weight: number
  private readonly tokens: readonly number[]
  /** The tokens as text, if none is a wildcard. */
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

  /** Returns the end of the part at `at`; -1 if the text does not match there. */
  endFrom(text: string, at: number): number {
    const { tokens } = this
    for (let i = 0; i < tokens.length; i++) {
      if (at >= text.length) return -1
      if (tokens[i] === anyOne) at += unitsAt(text, at)
      else if (text.charCodeAt(at++) !== tokens[i]) return -1
    }
    return at
  }

  /** Returns the start of the part that ends at `end`; -1 if the text does not match there. */
  startBefore(text: string, end: number): number {
    for (let i = this.tokens.length - 1; i >= 0; i--) {
      if (end <= 0) return -1
      const token = this.tokens[i]!
      if (token === anyOne) end -= end >= 2 && unitsAt(text, end - 2) === 2 ? 2 : 1
      else if (text.charCodeAt(--end) !== token) return -1
    }
    return end
  }

  /** Returns the end of the first match at `from` or later; -1 if there is none. */
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

/** The time of V8's `indexOf` is linear in the length of the text alone only if it looks for less than 250 units. */
function indexOfWeight(length: number): number {
  if (length === 0) return 0
  return length < 250 ? 1 : length / 20
}

function textOfUnits(units: readonly number[]): string {
  let text = ''
  for (const unit of units) text += String.fromCharCode(unit)
  return text
}

/** The number of UTF-16 units of the character at `at`. */
function unitsAt(text: string, at: number): number {
  const isHigh = (text.charCodeAt(at) & 0xfc00) === 0xd800
  return isHigh && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 1
}
