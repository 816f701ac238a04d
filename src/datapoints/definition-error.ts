/** A definition that cannot be used. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError'

  /**
   * @param member the invalid member, such as `entities[0].attrs[3].position.len`; empty for the whole definition
   * @param what the rest of the sentence, such as `is missing`
   */
  constructor(member: string, what: string) {
    super(`${member} ${what}`.trimStart())
  }
}
