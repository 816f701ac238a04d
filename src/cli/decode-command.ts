import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { decodePayload } from '../datapoints/decode-payload.ts'
import type { Definition } from '../datapoints/definition.ts'
import { type PayloadFormat, payloadFormats } from '../format/payload-formats.ts'
import { createTheme } from '../format/theme.ts'
import { say } from '../language/say.ts'
import { colourLevel } from './colour-level.ts'
import { Console } from './console.ts'
import { refuseContradictions } from './contradictions.ts'
import { type DecodeFlags, decodeContradictions, decodeOptions } from './decode-options.ts'
import { type Settled, withEnvironment } from './environment.ts'
import { loadDefinitions } from './load-definitions.ts'
import { type WithDefaults, withDefaults } from './option-table.ts'
import { payloadTexts } from './payload-source.ts'
import { payloadBytes } from './payload-text.ts'
import { printAll } from './print.ts'
import { isFile } from './reject-files.ts'
import { shellWord } from './shell-word.ts'

/** The width of a drawing if stdout is not a terminal, or the terminal does not report its width. */
const defaultColumns = 80

/**
 * Decodes payloads and prints each as soon as it is read.
 *
 * @param operands payloads as hex or base64; `-` stands for the lines of stdin
 * @throws Failure `usage` if it cannot begin, and at the end if a payload was neither hex nor base64
 */
export async function decodeCommand(typed: DecodeFlags, operands: readonly string[]): Promise<void> {
  refuseContradictions(decodeOptions, decodeContradictions, typed)
  const settled = withEnvironment(decodeOptions, typed, decodeContradictions, process.env)
  if (operands.length === 0) {
    throw new Failure('usage', say('decode: no payload is given; it must be hex or base64'), {
      hint: say('For payloads in the lines of stdin: gizwits-tail decode -'),
    })
  }
  const flags = withDefaults(decodeOptions, settled.flags)
  const { stderr, env } = process
  const log = new Console(stderr, createTheme(colourLevel(colourOf(flags), stderr.isTTY, env)), 'normal')
  const definition = await definitionFor(settled, log)
  const form = flags.hex ? 'hex' : flags.base64 ? 'base64' : undefined
  const format = createFormat(flags, operands)
  let unreadable = 0
  let count = 0
  async function* shown() {
    for await (const texts of payloadTexts(operands, process.stdin)) {
      let out = ''
      for (const text of texts) {
        const bytes = payloadBytes(text, form)
        count++
        if (!bytes) unreadable++
        out += format(text, bytes && decodePayload(bytes, definition))
      }
      yield out
    }
  }
  await printAll(shown())
  if (unreadable === 0) return
  const values = { n: unreadable, all: count, form: say(form ?? 'hex or base64') }
  const file = operands.find(isFile)
  throw new Failure('usage', unreadableText(values), {
    hint:
      file === undefined
        ? undefined
        : say('For payloads in the lines of a file: gizwits-tail decode - < {file}', {
            file: shellWord(excerpt(file)),
          }),
  })
}

function unreadableText(values: { readonly n: number; readonly all: number; readonly form: string }): string {
  const { n, all, form } = values
  if (all === 1) return say('decode: the payload is not {form}', { form })
  return n === 1
    ? say('decode: {n} of {all} payloads is not {form}', values)
    : say('decode: {n} of {all} payloads are not {form}', values)
}

type Flags = WithDefaults<typeof decodeOptions>

function colourOf({ color, noColor }: Flags) {
  return noColor ? 'never' : color
}

function createFormat(flags: Flags, operands: readonly string[]): PayloadFormat {
  const { stdout, env } = process
  const columns = (stdout.isTTY && stdout.columns) || undefined
  const name = flags.json ? 'json' : flags.explain ? 'drawing' : 'table'
  const context = {
    theme: createTheme(colourLevel(colourOf(flags), stdout.isTTY, env)),
    columns: columns ?? (flags.explain || stdout.isTTY ? defaultColumns : Number.POSITIVE_INFINITY),
  }
  return payloadFormats[name](context, operands.length > 1 || operands.includes('-'))
}

/** Returns the definition to decode with; undefined if none was asked for. */
async function definitionFor(
  { flags, nameOf }: Settled<DefinitionFlags>,
  log: Console,
): Promise<Definition | undefined> {
  const { datapoints: path, productKey } = flags
  if (path === undefined) {
    if (productKey === undefined) return undefined
    throw new Failure(
      'usage',
      say('--product-key chooses among definitions; --datapoints says where they are'),
    )
  }
  const { definitions, warnings } = await loadDefinitions(path, nameOf('datapoints'))
  for (const warning of warnings) log.warn(warning)
  const chosen = productKey === undefined ? onlyOne(definitions.all) : definitions.get(productKey)
  if (chosen) return chosen
  const what =
    productKey === undefined
      ? say('{path} has definitions of {n} products; --product-key says which to use', {
          path: excerpt(path),
          n: definitions.all.length,
        })
      : say('--product-key: {path} has no definition of {key}', {
          path: excerpt(path),
          key: excerpt(productKey),
        })
  throw new Failure('usage', what, {
    details: definitions.all.map(({ productKey, name }) => `${excerpt(productKey)}  ${excerpt(name)}`.trim()),
  })
}

type DefinitionFlags = Pick<DecodeFlags, 'datapoints' | 'productKey'>

function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined
}
