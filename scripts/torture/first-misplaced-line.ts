interface Place {
  readonly connection: number
  /** How many of its lines have been read. */
  readonly read: number
}

/**
 * Checks that lines are what a client wrote that read connections one after another, each from its first line on and
 * without a gap, up to any line. Several places may be possible, for the same line can come on two connections.
 *
 * @param lines what was written
 * @param connections the lines of each connection
 * @returns the index of the first line that cannot be; undefined where there is none
 */
export function firstMisplacedLine(
  lines: readonly string[],
  connections: readonly (readonly string[])[],
): number | undefined {
  let places: Place[] = [{ connection: -1, read: 0 }]
  for (const [at, line] of lines.entries()) {
    const next = new Map<string, Place>()
    const add = (place: Place) => next.set(`${place.connection} ${place.read}`, place)
    for (const { connection, read } of places) {
      if (connections[connection]?.[read] === line) add({ connection, read: read + 1 })
      for (let later = connection + 1; later < connections.length; later++) {
        if (connections[later]![0] === line) add({ connection: later, read: 1 })
      }
    }
    if (next.size === 0) return at
    places = [...next.values()]
  }
  return undefined
}
