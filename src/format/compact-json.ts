import { ExactNumber, type Json } from '../wire/exact-json.ts'

/** A value still to be written, or text between values. */
type Piece = { readonly value: Json } | { readonly text: string }

/**
 * JSON without white space, numbers with the digits they came with. `JSON.stringify` would round those, and
 * fails on nesting that is too deep for the stack, which a device may well send.
 */
export function compactJson(value: Json): string {
  let out = ''
  const todo: Piece[] = [{ value }]
  for (let piece = todo.pop(); piece; piece = todo.pop()) {
    if ('text' in piece) out += piece.text
    else if (typeof piece.value !== 'object' || piece.value === null) out += JSON.stringify(piece.value)
    else if (piece.value instanceof ExactNumber) out += piece.value.text
    else if (Array.isArray(piece.value)) open(todo, '[', piece.value.map(arrayItem), ']')
    else open(todo, '{', Object.entries(piece.value).map(objectItem), '}')
  }
  return out
}

type Item = readonly [before: string, value: Json]

function arrayItem(value: Json): Item {
  return ['', value]
}

function objectItem([name, value]: [string, Json]): Item {
  return [`${JSON.stringify(name)}:`, value]
}

/** The last comes first: what is to be written next is popped. */
function open(todo: Piece[], opening: string, items: readonly Item[], closing: string): void {
  todo.push({ text: closing })
  for (let i = items.length - 1; i >= 0; i--) {
    const [before, value] = items[i]!
    todo.push({ value }, { text: i === 0 ? before : `,${before}` })
  }
  todo.push({ text: opening })
}
