/** Words that no text in another language has, whatever names and commands are in it. */
const words =
  /\b(?:an?|the|is|are|was|were|has|have|had|not|no|of|to|and|or|for|from|with|by|it|its|in|at)\b/i

/** Returns the texts that have English words in them beside names, options and what `quoted` is cut from. */
export function inEnglish(texts: readonly string[], quoted: readonly RegExp[] = []): string[] {
  return texts.filter(text =>
    words.test(quoted.reduce((rest, quote) => rest.replaceAll(new RegExp(quote, 'g'), ''), text)),
  )
}
