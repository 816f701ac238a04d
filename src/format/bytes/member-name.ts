import { type Words, wordsOf } from '../../base/words.ts'
import type { Style } from '../style.ts'
import type { Label } from '../suffix.ts'

/** The name of a member, as it is remembered from earlier lines. */
export class MemberName {
  /** Its bytes, and the `":` after them. */
  readonly key: Words
  readonly text: string
  readonly isSecret: boolean
  /** What precedes a value, from a space on: the label, and the code of the value's style. By the numbers of styles. */
  readonly before: readonly Words[]
  /** The name that followed it last. */
  next: MemberName | undefined
  /** The number of the scan that found it last. */
  scan = 0
  isForgotten = false

  constructor(
    key: Uint8Array,
    text: string,
    { painted, text: shown, style: own, secret }: Label,
    styles: readonly Style[],
  ) {
    this.key = wordsOf(key)
    this.text = text
    this.isSecret = secret
    // In one style, a name and its value need its codes once.
    this.before = styles.map(({ open }) =>
      wordsOf(Buffer.from(open === own.open ? ` ${open}${shown}` : ` ${painted}${open}`)),
    )
  }
}
