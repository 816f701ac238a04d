import type { Random } from '../../src/simulator/random.ts'

/** Longer inputs take time without finding more. */
const longest = 2048

type Mutation = (input: Buffer, at: number, random: Random, others: readonly Buffer[]) => Buffer

const mutations: readonly Mutation[] = [
  (input, at, random) => replaced(input, at, 1, Buffer.of((input[at] ?? 0) ^ (1 << random.int(0, 7)))),
  (input, at, random) => replaced(input, at, 1, Buffer.of(random.int(0, 255))),
  (input, at, random) => replaced(input, at, 0, Buffer.of(random.int(0, 255))),
  (input, at, random) => replaced(input, at, random.int(1, 8), Buffer.alloc(0)),
  (input, at) => input.subarray(0, at),
  (input, at, random) => replaced(input, at, 0, piece(input, random)),
  (input, at, random) => replaced(input, at, random.int(0, 16), piece(input, random)),
  (input, at, random, others) => replaced(input, at, random.int(0, 16), piece(random.pick(others), random)),
  (input, at, random, others) => {
    const other = random.pick(others)
    return Buffer.concat([input.subarray(0, at), other.subarray(random.int(0, other.length))])
  },
]

/** Returns `input` with a few changes: bits, bytes, pieces of itself and of other inputs, and words of the dictionary. */
export function mutate(
  input: Buffer,
  random: Random,
  others: readonly Buffer[],
  dictionary: readonly Buffer[],
): Buffer {
  let out = input
  do {
    const at = random.int(0, out.length)
    // A word every other time: random letters seldom form one.
    out = random.chance(0.5)
      ? replaced(out, at, random.chance(0.5) ? 0 : random.int(1, 12), random.pick(dictionary))
      : random.pick(mutations)(out, at, random, others)
  } while (random.chance(0.6))
  return out.subarray(0, longest)
}

function replaced(input: Buffer, at: number, length: number, by: Buffer): Buffer {
  return Buffer.concat([input.subarray(0, at), by, input.subarray(at + length)])
}

function piece(input: Buffer, random: Random): Buffer {
  const from = random.int(0, input.length)
  return input.subarray(from, from + random.int(1, 64))
}
