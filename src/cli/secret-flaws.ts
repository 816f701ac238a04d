import { safeText } from '../base/safe-text.ts'
import { say } from '../language/say.ts'

/** What is wrong with an id or a secret. */
interface Flaws {
  /** Why it cannot be a credential. */
  readonly fatal: string | undefined
  /** Why it is probably not what was meant. */
  readonly doubtful: readonly string[]
}

type Flaw = (text: string) => string | undefined

/** Each returns a phrase to follow the name of the credential, of which it repeats only an invisible character. */
const fatalFlaws: readonly Flaw[] = [
  text => (text === '' ? say('is empty') : undefined),
  text => (/[\r\n]/.test(text) ? say('has more than one line') : undefined),
  text => (text.includes('\ufffd') ? say('is not valid UTF-8') : undefined),
  text =>
    text.includes('\0') ? say('contains NUL characters, as UTF-16 text does; save it as UTF-8') : undefined,
]

const doubtfulFlaws: readonly Flaw[] = [
  text => (/^\s/.test(text) ? say('begins with white space') : undefined),
  text => (/\s$/.test(text) ? say('ends with white space') : undefined),
  text => (/\S\s+\S/.test(text) ? say('contains white space') : undefined),
  text =>
    /^(["'`‘’“”]).*["'`‘’“”]$/.test(text) ? say('is in quotes, which count as part of it') : undefined,
  text =>
    /^(?:\$\{?\w+\}?|%\w+%|\{\{.*\}\}|<.*>)$/.test(text)
      ? say('looks like a placeholder that was not replaced')
      : undefined,
  text => {
    const unseen = Array.from(text).find(character => safeText(character) !== character)
    return unseen && say('contains an invisible character ({code})', { code: codeOf(unseen) })
  },
  text => (/[\uff01-\uff5e]/.test(text) ? say('contains full-width characters') : undefined),
]

/** Returns the text without a byte order mark and a line ending, which are certainly not part of it. */
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
