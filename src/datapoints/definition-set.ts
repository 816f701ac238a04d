import { say } from '../language/say.ts'
import type { Definition } from './definition.ts'

/** Definitions by their product keys. */
export class DefinitionSet {
  private readonly byKey = new Map<string, Entry>()

  /** All definitions, in the order in which their products were first added. */
  get all(): Definition[] {
    return [...this.byKey.values()].map(({ definition }) => definition)
  }

  get(productKey: string): Definition | undefined {
    return this.byKey.get(productKey)?.definition
  }

  /**
   * Adds a definition. If there are two for one product, the one with the higher packetVersion is kept, or else the first.
   *
   * @param source the name of the file, for messages
   * @returns a warning if there are two
   */
  add(definition: Definition, source: string): string | undefined {
    const { productKey, packetVersion } = definition
    const entry = { definition, source }
    const other = this.byKey.get(productKey)
    if (!other) {
      this.byKey.set(productKey, entry)
      return undefined
    }
    const [kept, left] = packetVersion > other.definition.packetVersion ? [entry, other] : [other, entry]
    this.byKey.set(productKey, kept)
    return say('two definitions of {key}: {kept} is used, {left} is not', {
      key: productKey,
      kept: withVersion(kept),
      left: withVersion(left),
    })
  }
}

interface Entry {
  readonly definition: Definition
  readonly source: string
}

function withVersion({ definition: { packetVersion: version }, source }: Entry): string {
  return say('{source} (packetVersion {version})', { source, version })
}
