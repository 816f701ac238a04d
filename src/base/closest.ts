/**
 * Returns the one of `words` that `word` is most likely a misspelling of, for "did you mean"; undefined if none is close.
 *
 * A word is close if its edit distance, ignoring case, is at most a third of the longer word's length and at most three.
 * An edit inserts, deletes or replaces one character, or swaps two adjacent ones. Among words at the same distance, the
 * one with the longest common prefix wins, then the first: `ofline` is `offline`, not `online`.
 */
export function closest(word: string, words: Iterable<string>): string | undefined {
  const given = [...word.toLowerCase()]
  let best: string | undefined
  let fewest = Infinity
  let mostAlike = -1
  for (const candidate of words) {
    const wanted = [...candidate.toLowerCase()]
    const bound = Math.min(3, Math.floor(Math.max(given.length, wanted.length) / 3))
    // The lengths alone may rule a word out, so that a very long one costs nothing.
    if (Math.abs(given.length - wanted.length) > bound) continue
    const slips = slipsBetween(given, wanted)
    const alike = sharedStart(given, wanted)
    if (slips <= bound && (slips < fewest || (slips === fewest && alike > mostAlike))) {
      best = candidate
      fewest = slips
      mostAlike = alike
    }
  }
  return best
}

/**
 * Returns the one of `words` to suggest for `word`: the only one that it abbreviates (`rel` is `relative`) or begins
 * with (`json-lines` is `json`), or else the closest; undefined if there is none.
 */
export function suggestion(word: string, words: Iterable<string>): string | undefined {
  const given = word.toLowerCase()
  const all = [...words]
  const alike = all.filter(one => one.startsWith(given) || given.startsWith(one))
  return given.length > 1 && alike.length === 1 ? alike[0] : closest(word, all)
}

function sharedStart(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((character, i) => character !== b[i])
  return differs < 0 ? a.length : differs
}

/** The optimal string alignment distance, in which a swap of two adjacent characters is one edit. */
function slipsBetween(a: readonly string[], b: readonly string[]): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1
      let slips = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + wrong)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) slips = Math.min(slips, beforeLast[j - 2]! + 1)
      row.push(slips)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
