import { compileDefinition, type Definition } from './definition.ts'
import { checkDefinition } from './definition-schema.ts'

/**
 * Compiles a definition, the response of the vendor's open API to `GET /app/datapoint?product_key=…`.
 *
 * @param json the parsed response
 * @throws DefinitionError naming the invalid member
 */
export function readDefinition(json: unknown): Definition {
  return compileDefinition(checkDefinition(json))
}
