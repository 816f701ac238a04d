/** The names in braces in a text: `where` and `n` in `retry {n} of {where}`. */
type Placeholder<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never

/** What a text needs: nothing, or a value for each placeholder. */
export type ValuesOf<T extends string> = [Placeholder<T>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholder<T>, string | number>>]

type IsSame<A, B> = [A, B] extends [B, A] ? true : false

/** A table whose every value has the placeholders of its key. */
type Translated<Table extends Readonly<Record<string, string>>> = {
  readonly [English in keyof Table]: IsSame<
    Placeholder<English & string>,
    Placeholder<Table[English]>
  > extends true
    ? Table[English]
    : { readonly 'has the placeholders of its key': Placeholder<English & string> }
}

/** Returns the table, by English text. The compiler reports a translation that does not have the placeholders of its key. */
export function translated<const Table extends Readonly<Record<string, string>>>(
  table: Table & Translated<Table>,
): Table {
  return table
}
