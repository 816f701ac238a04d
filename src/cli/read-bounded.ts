/** Reads all bytes. If there are more than `limit`, it stops and returns more than that. Rejects as the source does. */
export async function readBounded(source: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) break
  }
  return Buffer.concat(chunks, length)
}
