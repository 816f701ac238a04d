import { safeText } from '../base/safe-text.ts'

/** What is wrong with an id or a secret as it was given. */
interface Flaws {
  /** It can be no credential. */
  readonly fatal: string | undefined
  /** It may be one, but is most likely not what was meant. */
  readonly doubtful: readonly string[]
}

type Flaw = (text: string) => string | undefined

/** What each finds in a credential, to follow its name; nothing of it is repeated but what cannot be seen. */
const fatalFlaws: readonly Flaw[] = [
  text => (text === '' ? 'is empty' : undefined),
  text => (/[\r\n]/.test(text) ? 'has more than one line' : undefined),
  text => (text.includes('\ufffd') ? 'is not valid UTF-8' : undefined),
  text => (text.includes('\0') ? 'has NUL characters, as text in UTF-16 has; save it as UTF-8' : undefined),
]

const doubtfulFlaws: readonly Flaw[] = [
  text => (/^\s/.test(text) ? 'begins with a blank' : undefined),
  text => (/\s$/.test(text) ? 'ends in a blank' : undefined),
  text => (/\S\s+\S/.test(text) ? 'has a blank within' : undefined),
  text => (/^(["'`‘’“”]).*["'`‘’“”]$/.test(text) ? 'is in quotes, which count as part of it' : undefined),
  text =>
    /^(?:\$\{?\w+\}?|%\w+%|\{\{.*\}\}|<.*>)$/.test(text)
      ? 'looks like a placeholder that was not replaced'
      : undefined,
  text => {
    const unseen = Array.from(text).find(character => safeText(character) !== character)
    return unseen && `has a character that cannot be seen (${codeOf(unseen)})`
  },
  text => (/[\uff01-\uff5e]/.test(text) ? 'has full-width characters' : undefined),
]

/** `text` without what surely does not belong to it: a byte order mark, and the end of a line. */
export function withoutPackaging(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/(?:\r\n|\n|\r)$/, '')
}

/** @param text after `withoutPackaging` */
export function flawsOf(text: string): Flaws {
  const found = (flaws: readonly Flaw[]) => flaws.flatMap(flaw => flaw(text) ?? [])
  return { fatal: found(fatalFlaws)[0], doubtful: found(doubtfulFlaws) }
}

function codeOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
