/** The shortest input found, by leaving out pieces and then plainer bytes, that `isStill` says yes to. */
export async function shrink(input: Buffer, isStill: (input: Buffer) => Promise<boolean>): Promise<Buffer> {
  let best = input
  for (let size = Math.ceil(best.length / 2); size >= 1; ) {
    let found = false
    for (let at = 0; at < best.length; ) {
      const shorter = Buffer.concat([best.subarray(0, at), best.subarray(at + size)])
      if (await isStill(shorter)) {
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
    if (await isStill(plainer)) best = plainer
  }
  return best
}
