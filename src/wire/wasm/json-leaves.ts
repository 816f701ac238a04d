// AssemblyScript: the leaves of JSON, as ../json-cursor.ts reads them, where the reasons are. Each function takes an
// address and returns the one after what it read, or 0 if that was not there.

/** To the next byte with a meaning of its own in a string: a quote, a backslash, a control character. */
@inline
export function plain(from: usize): usize {
  let at = from
  while (true) {
    const bytes = v128.load(at)
    const quote = i8x16.eq(bytes, i8x16.splat(0x22))
    const slash = i8x16.eq(bytes, i8x16.splat(0x5c))
    const control = i8x16.lt_u(bytes, i8x16.splat(0x20))
    const marks = i8x16.bitmask(v128.or(v128.or(quote, slash), control))
    if (marks) return at + ctz(marks)
    at += 16
  }
  return 0
}

/** From after an opening quote to after the closing one; 0 if this is not a string. */
@inline
export function string(from: usize): usize {
  const at = plain(from)
  return load<u8>(at) == 0x22 ? at + 1 : stringWithEscapes(at)
}

function stringWithEscapes(from: usize): usize {
  let at = from
  while (true) {
    const c = load<u8>(at)
    if (c == 0x22) return at + 1
    if (c != 0x5c) return 0
    const kind = load<u8>(at, 1)
    if (kind == 0x75) {
      for (let k: usize = 2; k < 6; k++) if (!isHex(load<u8>(at + k))) return 0
      at += 6
    } else if (isEscape(kind)) at += 2
    else return 0
    at = plain(at)
  }
  return 0
}

/**
 * From a number to after it: negated if the number is inexact, 0 if this is not a number.
 */
@inline
export function number(from: usize): i32 {
  const first = load<u8>(from) == 0x2d ? from + 1 : from
  let at = digits(first)
  if (at == first) return 0
  const isZero = load<u8>(first) == 0x30
  if (isZero && at > first + 1) return 0
  let c = load<u8>(at)
  let same = !(isZero && first > from && c != 0x2e)
  let count = at - first
  if (c == 0x2e) {
    const fraction = at + 1
    at = digits(fraction)
    if (at == fraction) return 0
    c = load<u8>(at)
    count = at - first - 1
    if (load<u8>(at - 1) == 0x30 || (isZero && at - first > 7)) same = false
  }
  if (count > 15) same = false
  if ((c | 0x20) == 0x65) {
    same = false
    c = load<u8>(at, 1)
    const exponent = c == 0x2b || c == 0x2d ? at + 2 : at + 1
    at = digits(exponent)
    if (at == exponent) return 0
  }
  return same ? <i32>at : -(<i32>at)
}

/** After the digits that begin here, if any. */
@inline
function digits(from: usize): usize {
  let at = from
  while (true) {
    const others = i8x16.bitmask(i8x16.gt_u(i8x16.sub(v128.load(at), i8x16.splat(0x30)), i8x16.splat(9)))
    if (others) return at + ctz(others)
    at += 16
  }
  return 0
}

/** From the start of `true`, `false` or `null` to after it; 0 if this is none of them. */
export function word(at: usize): usize {
  const four = load<u32>(at)
  if (four == 0x6c6c756e || four == 0x65757274) return at + 4
  return four == 0x736c6166 && load<u8>(at, 4) == 0x65 ? at + 5 : 0
}

/** After white space, except for a newline, which ends a line. */
@inline
export function space(at: usize): usize {
  return load<u8>(at) > 0x20 ? at : afterSpace(at)
}

function afterSpace(from: usize): usize {
  let at = from
  let c = load<u8>(at)
  while (c == 0x20 || c == 0x09 || c == 0x0d) c = load<u8>(++at)
  return at
}

@inline
export function isDigit(c: u8): bool {
  return c <= 0x39 && c >= 0x30
}

function isHex(c: u8): bool {
  return isDigit(c) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66)
}

/** One of `" \ / b f n r t`. */
function isEscape(c: u8): bool {
  return (
    c == 0x22 || c == 0x5c || c == 0x2f || c == 0x62 || c == 0x66 || c == 0x6e || c == 0x72 || c == 0x74
  )
}
