import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { defaultSubkey, type ProductLogin } from '../wire/snoti2/login.ts'
import type { Console } from './console.ts'
import {
  askFor,
  checkedCredential,
  type Given,
  secretElsewhere,
  secretOfCommand,
  warnOfTypedSecret,
} from './credentials.ts'
import type { Settled } from './environment.ts'
import { longName } from './flag-words.ts'
import type { ProductOption, SecretSource } from './product-option.ts'
import { isStdin } from './secret-file.ts'
import { withoutPackaging } from './secret-flaws.ts'
import type { SettledTail } from './settle-tail.ts'
import { type TailFlags, tailOptions } from './tail-options.ts'

type ProductFlags = Pick<TailFlags, 'product' | 'subkey' | 'subscribe' | 'secret' | 'secretFile'>
type ProductSettings = Settled<ProductFlags> & Pick<SettledTail, 'secretCommand'>

const variable = 'GIZWITS_AUTH_SECRET'

/**
 * The products to log in to, each with its auth secret, from where that is given; a person at a terminal is asked for
 * those that are missing.
 *
 * @param authSecret the value of `GIZWITS_AUTH_SECRET`
 * @throws Failure `usage` where a product or its secret is missing and nobody can be asked, or where what was given can
 *   be no credential; `interrupted`
 */
export async function findProducts(
  settled: ProductSettings,
  authSecret: string | undefined,
  log: Console,
): Promise<{ readonly products: readonly ProductLogin[]; readonly doubts: readonly string[] }> {
  const { flags, nameOf } = settled
  const { product: rows = [], subkey = defaultSubkey, subscribe } = flags
  if (rows.length === 0) {
    throw new Failure('usage', say('no product: give --product PRODUCT_KEY:AUTH_ID'), {
      hint: say('No account? gizwits-tail --demo --dialect snoti2 shows simulated devices.'),
    })
  }
  if (flags.secret !== undefined && nameOf('secret') === '--secret') warnOfTypedSecret(log)
  const secrets = await secretsOf(rows, settled, authSecret, log)
  const checked = secrets.map(checkedCredential)
  const doubts = [...new Set(checked.flatMap(one => one.doubts))]
  for (const doubt of doubts) log.warn(doubt)
  const events = subscribe?.flat()
  const products = rows.map((row, i) => ({
    productKey: row.productKey,
    authId: row.authId,
    authSecret: checked[i]!.text,
    subkey: row.subkey ?? subkey,
    events: row.events ?? events,
  }))
  return { products, doubts }
}

/**
 * The secret of each row, in order: what is typed for all of them, or else what is in the environment, what the row has of
 * its own in a profile, what the profile has for all, what a person answers.
 */
async function secretsOf(
  rows: readonly ProductOption[],
  settled: ProductSettings,
  fromEnvironment: string | undefined,
  log: Console,
): Promise<readonly Given[]> {
  const { flags, nameOf } = settled
  const isTyped = (['secret', 'secretFile'] as const).some(
    key => flags[key] !== undefined && nameOf(key) === longName(tailOptions[key].flags),
  )
  if (isTyped) return forAll(rows, settled, log)
  if (fromEnvironment) return rows.map(() => ({ name: variable, text: fromEnvironment }))
  const own: (Given | undefined)[] = []
  // One after the other: each command may ask a person.
  for (const { secret } of rows) own.push(secret && (await secretIn(secret)))
  const others = rows.filter((_, i) => !own[i])
  const shared = others.length > 0 ? await forAll(others, settled, log) : []
  return rows.map((row, i) => own[i] ?? shared[others.indexOf(row)]!)
}

async function secretIn(source: SecretSource): Promise<Given> {
  return 'command' in source ? secretOfCommand(source) : source
}

/** The secret of each row, from what is given for all of them, or from a person. */
async function forAll(
  rows: readonly ProductOption[],
  { flags: { secret, secretFile }, nameOf, secretCommand }: ProductSettings,
  log: Console,
): Promise<readonly Given[]> {
  const isAsked = isStdin(secretFile) && process.stdin.isTTY === true
  if (secret !== undefined) return rows.map(() => ({ name: nameOf('secret'), text: secret }))
  const file = isAsked ? undefined : await secretElsewhere(secretFile, secretCommand, log)
  if (!file) return askedSecrets(rows)
  const listed = listedSecrets(file)
  const isOneLine = !withoutPackaging(file.text).includes('\n')
  const isOneProduct = new Set(rows.map(({ productKey }) => productKey)).size === 1
  if (listed.size === 0 && (isOneLine || isOneProduct)) return rows.map(() => file)
  return rows.map(({ productKey }) => listed.get(productKey) ?? missing(productKey, file.name))
}

async function askedSecrets(rows: readonly ProductOption[]): Promise<readonly Given[]> {
  const keys = [...new Set(rows.map(({ productKey }) => productKey))]
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) missing(keys[0]!)
  const answers = await askFor(
    keys.map(key => ({ prompt: say('Auth secret of product {key}: ', { key: excerpt(key) }), hidden: true })),
  )
  const unanswered = keys.find((_, i) => !answers[i])
  if (unanswered !== undefined) missing(unanswered)
  return rows.map(({ productKey }) => ({
    name: say('the secret of {key}', { key: excerpt(productKey) }),
    text: answers[keys.indexOf(productKey)]!,
  }))
}

/** Lines `PRODUCT_KEY SECRET`, by product key; blank lines and comments are skipped. Empty where the file has none. */
function listedSecrets({ name, text }: Given): ReadonlyMap<string, Given> {
  const listed = new Map<string, Given>()
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const [, key, secret] = /^\s*(?!#)(\S+)[ \t]+(\S+)\s*$/.exec(line) ?? []
    if (key !== undefined && secret !== undefined) {
      listed.set(key, { name: say('{name}: the secret of {key}', { name, key: excerpt(key) }), text: secret })
    }
  }
  return listed
}

/** @param name what has the secrets of other products, if anything has */
function missing(productKey: string, name?: string): never {
  const key = excerpt(productKey)
  const message =
    name === undefined
      ? say('no auth secret for product {key}: none is given', { key })
      : say('no auth secret for product {key}: {name} has no line', { key, name })
  throw new Failure('usage', message, {
    hint: say(
      'Give --secret-file PATH or --secret SECRET, or set {variable}; for several products the file has a line each: PRODUCT_KEY SECRET',
      { variable },
    ),
  })
}
