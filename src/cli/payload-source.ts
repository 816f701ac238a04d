import { LineSplitter } from '../wire/line-splitter.ts'

/** The length of the longest line in bytes. */
const maxLine = 1024 ** 2

/**
 * Yields the texts of payloads as they are read: each operand, and for `-` each line of stdin that is not blank. Of a line
 * that is too long only the beginning is returned, followed by `…`, which is not a valid payload.
 *
 * @param stdin read if an operand is `-`
 */
export async function* payloadTexts(
  operands: readonly string[],
  stdin: AsyncIterable<Buffer>,
): AsyncGenerator<readonly string[]> {
  for (const operand of operands) {
    if (operand === '-') yield* lines(stdin)
    else yield [operand]
  }
}

async function* lines(stdin: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  let texts: string[] = []
  const put = (text: string) => {
    if (text.trim() !== '') texts.push(text)
  }
  const splitter = new LineSplitter(maxLine, {
    line: (bytes, start, end) => put(bytes.toString('utf8', start, end)),
    tooLong: (_, head) => put(`${head}…`),
  })
  const taken = () => {
    const all = texts
    texts = []
    return all
  }
  for await (const chunk of stdin) {
    splitter.push(chunk)
    yield taken()
  }
  // The last line may lack a newline.
  splitter.push(Buffer.from('\n'))
  yield taken()
}
