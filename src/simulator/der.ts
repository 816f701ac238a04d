/** The identifier octets of the types of ASN.1 that a certificate consists of (X.690, 8.1.2). */
const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** Returns one value in DER: its tag, the length of its content, the content. */
export function der(tag: keyof typeof tags, ...content: readonly Buffer[]): Buffer {
  return tagged(tags[tag], ...content)
}

/** Returns a value whose tag means something only where it is: `[number]`, with a primitive content. */
export function implicit(number: number, content: Buffer): Buffer {
  return tagged(0x80 | number, content)
}

/** Returns a value inside of another, whose tag means something only where it is: `[number] EXPLICIT`. */
export function explicit(number: number, value: Buffer): Buffer {
  return tagged(0xa0 | number, value)
}

/** @param bytes most significant first, without needless zeros; the first bit is the sign */
export function integer(...bytes: readonly number[]): Buffer {
  return der('integer', Buffer.from(bytes))
}

/** @param unused how many of the last bits do not count */
export function bitString(bytes: Buffer, unused = 0): Buffer {
  return der('bitString', Buffer.of(unused), bytes)
}

/** @param dotted as `2.5.29.17` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der('objectIdentifier', Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

/** Returns a time as RFC 5280 wants it: UTCTime up to 2049, GeneralizedTime from then on. Milliseconds are cut off. */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`
  return date.getUTCFullYear() < 2050
    ? der('utcTime', Buffer.from(digits.slice(2)))
    : der('generalizedTime', Buffer.from(digits))
}

function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(bytes.length)]), bytes])
}

/** A length of up to 127 is one octet; before a longer one is the number of its octets, with the first bit set. */
function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest >>= 8) octets.unshift(rest & 0xff)
  return [0x80 | octets.length, ...octets]
}

/** Seven bits an octet, most significant first; all but the last have the first bit set. */
function base128(number: number): number[] {
  const octets = [number & 0x7f]
  for (let rest = number >> 7; rest > 0; rest >>= 7) octets.unshift(0x80 | (rest & 0x7f))
  return octets
}
