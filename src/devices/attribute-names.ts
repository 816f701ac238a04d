import { RecentMap } from '../base/recent-map.ts'

/** The lists of names that devices have, kept once: those of one product have the same. */
export class AttributeNames {
  private readonly lists = new RecentMap<string, readonly string[]>(1000)

  /** Returns a list that another device has, if it is the same, else `names`. */
  same(names: readonly string[]): readonly string[] {
    const key = `${names.length} ${names[0]} ${names.at(-1)}`
    const known = this.lists.get(key)
    if (known?.every((name, i) => name === names[i])) return known
    return this.lists.set(key, names)
  }
}
