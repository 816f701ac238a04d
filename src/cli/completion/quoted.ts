/** In single quotes for zsh and POSIX shells. */
export function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** In single quotes for fish, which knows two escapes between them. */
export function fishQuoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}

/** For a place where zsh's completion functions give these characters a meaning. */
export function zshEscaped(text: string): string {
  return text.replaceAll(/[\\:[\]]/g, '\\$&')
}
