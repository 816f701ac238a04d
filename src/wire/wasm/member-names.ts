// AssemblyScript: the names of the members that ./object-scan.ts finds, in memory that ../quick-scan.ts fills.

/** Names of members to find, 16 bytes each, padded with zeros. */
export const names: usize = 0
/** Whether inexact numbers of each member are ignored, a byte each. */
export const ignored: usize = 256
/** For each length, a byte each: the number of the first name of that length, counted from 1; 0 if there is none. */
export const firstOfLength: usize = 272
/** For each name, a byte each: the number of the next name of the same length, or 0. */
export const nextOfLength: usize = 304
/**
 * For each number of a name, from 1 on, 16 bytes: the name with its quotes and colon. Names that are longer with them have
 * none.
 */
export const whole: usize = 512
/** For each number, a byte each: how long that is; 0 if there is none. */
export const wholeSizes: usize = 320
/**
 * For each number, a byte each: that of the name that followed it last, of `whole` ones, or 0. The first name follows 0.
 * Lines of one kind list their members in the same order, and comparing is faster than searching for the end of a name.
 */
export const following: usize = 352

/** The limits on names: how many, and how many bytes each. */
export const mostNames: i32 = 16
export const longestName: i32 = 16

/** Whether the name of this number begins here, quoted, and with its colon. */
@inline
export function isWhole(at: usize, number: usize): bool {
  const all = (1 << load<u8>(wholeSizes + number)) - 1
  return (i8x16.bitmask(i8x16.eq(v128.load(at), v128.load(whole + number * 16))) & all) == all
}

/** The index of the member named by the bytes from `start`, -1 if it is not one of those to find. */
@inline
export function memberNamed(start: usize, length: i32): i32 {
  if (length > longestName) return -1
  let number: usize = load<u8>(firstOfLength + length)
  if (number == 0) return -1
  const name = v128.load(start)
  const all = (1 << length) - 1
  do {
    if ((i8x16.bitmask(i8x16.eq(name, v128.load(names + (number - 1) * 16))) & all) == all) return <i32>number - 1
    number = load<u8>(nextOfLength + number - 1)
  } while (number)
  return -1
}
