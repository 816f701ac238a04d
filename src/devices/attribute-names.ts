import { RecentMap } from '../base/recent-map.ts'
import { type Words, wordsOf } from '../base/words.ts'

/** The names of attributes in their order. Those of one product are the same, and are kept once. */
export class NameList {
  readonly names: readonly string[]
  /** The names in quotes, as they usually stand in JSON. */
  readonly quoted: readonly Words[]
  /** Whether a parsed status has them in the order of its line: `JSON.parse` puts those first that are indices. */
  readonly keepsOrder: boolean
  private known: ReadonlyMap<string, number> | undefined

  constructor(names: readonly string[]) {
    this.names = names
    this.quoted = names.map(name => wordsOf(Buffer.from(JSON.stringify(name))))
    this.keepsOrder = !names.some(name => /^\d+$/.test(name))
  }

  /** The index of each name. */
  get places(): ReadonlyMap<string, number> {
    this.known ??= new Map(this.names.map((name, i) => [name, i]))
    return this.known
  }
}

/** The lists of names that devices have. */
export class AttributeNames {
  private readonly lists = new RecentMap<string, NameList>(1000)

  /** Returns the list of these names, that of another device if it has the same. */
  list(names: readonly string[]): NameList {
    const key = `${names.length} ${names[0]} ${names.at(-1)}`
    const known = this.lists.get(key)
    if (known?.names.every((name, i) => name === names[i])) return known
    return this.lists.set(key, new NameList(names))
  }
}
