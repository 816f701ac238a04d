import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { defaultSubkey, type ProductLogin } from '../wire/snoti2/login.ts'
import type { Console } from './console.ts'
import { askFor, checkedCredential, type Given, secretFrom, warnOfTypedSecret } from './credentials.ts'
import type { Settled } from './environment.ts'
import type { ProductOption } from './product-option.ts'
import { isStdin } from './secret-file.ts'
import { withoutPackaging } from './secret-flaws.ts'
import type { TailFlags } from './tail-options.ts'

type ProductFlags = Pick<TailFlags, 'product' | 'subkey' | 'subscribe' | 'secret' | 'secretFile'>

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
  { flags, nameOf }: Settled<ProductFlags>,
  authSecret: string | undefined,
  log: Console,
): Promise<{ readonly products: readonly ProductLogin[]; readonly doubts: readonly string[] }> {
  const { product: rows = [], subkey = defaultSubkey, subscribe } = flags
  if (rows.length === 0) {
    throw new Failure('usage', 'no product: give --product PRODUCT_KEY:AUTH_ID', {
      hint: 'No account? gizwits-tail --demo --dialect snoti2 shows simulated devices.',
    })
  }
  // A secret of message proxy 1.0 in the environment is not for these.
  const typed = nameOf('secret') === '--secret' ? flags.secret : undefined
  if (typed !== undefined) warnOfTypedSecret(log)
  const secrets = await secretsOf(rows, { ...flags, secret: typed }, authSecret, log)
  const checked = secrets.map(checkedCredential)
  const doubts = [...new Set(checked.flatMap(one => one.doubts))]
  for (const doubt of doubts) log.warn(doubt)
  const events = subscribe?.flat()
  const products = rows.map((row, i) => ({
    productKey: row.productKey,
    authId: row.authId,
    authSecret: checked[i]!.text,
    subkey: row.subkey ?? subkey,
    events,
  }))
  return { products, doubts }
}

/** The secret of each row, in order. */
async function secretsOf(
  rows: readonly ProductOption[],
  { secret, secretFile }: Pick<ProductFlags, 'secretFile'> & { readonly secret: string | undefined },
  fromEnvironment: string | undefined,
  log: Console,
): Promise<readonly Given[]> {
  const keys = [...new Set(rows.map(({ productKey }) => productKey))]
  const isAsked = isStdin(secretFile) && process.stdin.isTTY === true
  if (secretFile !== undefined && !isAsked) {
    const file = await secretFrom(secretFile, log)
    const listed = listedSecrets(file)
    const isOneLine = !withoutPackaging(file.text).includes('\n')
    if (listed.size === 0 && (isOneLine || keys.length === 1)) return rows.map(() => file)
    return rows.map(
      ({ productKey }) => listed.get(productKey) ?? missing(productKey, `${file.name} has no line`),
    )
  }
  const one = secret ?? (fromEnvironment || undefined)
  if (one !== undefined && !isAsked) {
    const name = secret === undefined ? variable : '--secret'
    return rows.map(() => ({ name, text: one }))
  }
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) missing(keys[0]!, 'none is given')
  const answers = await askFor(
    keys.map(key => ({ prompt: `Auth secret of product ${excerpt(key)}: `, hidden: true })),
  )
  const unanswered = keys.find((_, i) => !answers[i])
  if (unanswered !== undefined) missing(unanswered, 'none is given')
  return rows.map(({ productKey }) => ({
    name: `the secret of ${excerpt(productKey)}`,
    text: answers[keys.indexOf(productKey)]!,
  }))
}

/** Lines `PRODUCT_KEY SECRET`, by product key; blank lines and comments are skipped. Empty where the file has none. */
function listedSecrets({ name, text }: Given): ReadonlyMap<string, Given> {
  const listed = new Map<string, Given>()
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const [, key, secret] = /^\s*(?!#)(\S+)[ \t]+(\S+)\s*$/.exec(line) ?? []
    if (key !== undefined && secret !== undefined) {
      listed.set(key, { name: `${name}: the secret of ${excerpt(key)}`, text: secret })
    }
  }
  return listed
}

function missing(productKey: string, why: string): never {
  throw new Failure('usage', `no auth secret for product ${excerpt(productKey)}: ${why}`, {
    hint: `Give --secret-file PATH or --secret SECRET, or set ${variable}; for several products the file has a line each: PRODUCT_KEY SECRET`,
  })
}
