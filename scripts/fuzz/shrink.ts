/** Shortens an input while it still fails, by removing pieces, and then replaces bytes by `a`. */
export async function shrink(input: Buffer, fails: (input: Buffer) => Promise<boolean>): Promise<Buffer> {
  let best = input
  for (let size = Math.ceil(best.length / 2); size >= 1; ) {
    let found = false
    for (let at = 0; at < best.length; ) {
      const shorter = Buffer.concat([best.subarray(0, at), best.subarray(at + size)])
      if (await fails(shorter)) {
        best = shorter
        found = true
      } else at += size
    }
    if (size === 1 && !found) break
    if (!found) size = Math.ceil(size / 2)
  }
  for (let at = 0; at < best.length; at++) {
    const plainer = Buffer.from(best)
    plainer[at] = 0x61
    if (await fails(plainer)) best = plainer
  }
  return best
}
