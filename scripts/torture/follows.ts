interface Place {
  readonly connection: number
  /** Lines of it seen so far. */
  readonly seen: number
}

/**
 * Whether `lines` are what a client wrote that read these connections one after the other, each from its first
 * line on, without a gap, up to anywhere. Answers the index of the first line that cannot be; undefined where
 * all can. As the same line may come on two connections, every place where a reader could be is kept in mind.
 */
export function follows(
  lines: readonly string[],
  connections: readonly (readonly string[])[],
): number | undefined {
  let places: Place[] = [{ connection: -1, seen: 0 }]
  for (const [at, line] of lines.entries()) {
    const next = new Map<string, Place>()
    const stand = (place: Place) => next.set(`${place.connection} ${place.seen}`, place)
    for (const { connection, seen } of places) {
      if (connections[connection]?.[seen] === line) stand({ connection, seen: seen + 1 })
      for (let later = connection + 1; later < connections.length; later++) {
        if (connections[later]![0] === line) stand({ connection: later, seen: 1 })
      }
    }
    if (next.size === 0) return at
    places = [...next.values()]
  }
  return undefined
}
