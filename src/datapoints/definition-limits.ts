/** The limits of a definition, so that a hostile one cannot use much memory or time. */
export const limits = {
  /** In characters. */
  name: 256,
  attributes: 4096,
  /** The entries of an `enum`. */
  texts: 4096,
  /** In bytes from the first byte of the values. */
  offset: 65_535,
  /** In bits from the lowest bit of a group. */
  bitOffset: 8191,
  /** In bits or bytes. */
  len: 65_535,
  /** The lengths of all attributes in bytes, even where they overlap. */
  size: 131_072,
} as const
