/**
 * Returns the content of a text file as UTF-8 without a byte order mark. UTF-16, which PowerShell 5 and some editors
 * write, is recognised by its byte order mark. Anything else is returned unchecked.
 */
export function utf8Of(content: Buffer): Buffer {
  if (content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf) return content.subarray(3)
  const littleEndian = content[0] === 0xff && content[1] === 0xfe
  const bigEndian = content[0] === 0xfe && content[1] === 0xff
  if (!littleEndian && !bigEndian) return content
  // Leaves out the mark, and half a code unit at the end.
  const units = content.subarray(2, content.length - (content.length % 2))
  return Buffer.from((bigEndian ? Buffer.from(units).swap16() : units).toString('utf16le'))
}
