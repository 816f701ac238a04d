/** Returns the text up to a semicolon, or up to a colon with semicolons after it: a menu has a single line for it. */
export function firstClause(about: string): string {
  return /^.*?(?=: [^;]*;|;|；|$)/.exec(about)![0]
}
