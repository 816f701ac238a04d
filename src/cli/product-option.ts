import { InvalidArgumentError } from 'commander'
import { Failure } from '../base/failure.ts'
import { sentences } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { checkedEventName, checkedSubkey, subkeyDemand } from '../wire/snoti2/login.ts'

/** One `--product`, or a product of a profile. */
export interface ProductOption {
  readonly productKey: string
  readonly authId: string
  /** Undefined: that of `--subkey`. */
  readonly subkey: string | undefined
  /** Only a product of a profile has one. */
  readonly secret?: SecretSource | undefined
  /** What to subscribe to. Undefined: what `--subscribe` says. */
  readonly events?: readonly string[] | undefined
}

/** A secret in a profile, or the command that prints it, and what messages call it. */
export type SecretSource =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly command: readonly string[] }

/** A product to log in to: `PK:AUTH_ID` or `PK:AUTH_ID:SUBKEY`. A full-width colon, which a Chinese keyboard types, is read. */
export function product(given: string): ProductOption {
  const [productKey = '', authId = '', subkey, ...rest] = given.split(/[:：]/)
  if (!isProductId(productKey) || !isProductId(authId) || rest.length > 0) {
    throw new InvalidArgumentError(say('It must be PRODUCT_KEY:AUTH_ID or PRODUCT_KEY:AUTH_ID:SUBKEY.'))
  }
  if (subkey === undefined) return { productKey, authId, subkey }
  return {
    productKey,
    authId,
    subkey: asArgument(
      () => checkedSubkey(subkey),
      say('Its subkey must be {demand}.', { demand: say(subkeyDemand) }),
    ),
  }
}

/** Whether the text can be a product key or an auth id. */
export function isProductId(text: string): boolean {
  return /^[!-9;-~]+$/.test(text)
}

/** The name of a queue. */
export function subkeyName(given: string): string {
  return asArgument(() => checkedSubkey(given), say('It must be {demand}.', { demand: say(subkeyDemand) }))
}

/** Events to subscribe to, with commas between. */
export function eventNameList(given: string): string[] {
  return given
    .split(/[,，]/)
    .map(name => name.trim())
    .filter(name => name !== '')
    .map(name => asArgument(() => checkedEventName(name)))
}

/** Runs `read`; where it throws a Failure, that is what the argument must be. */
function asArgument<T>(read: () => T, demand?: string): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const names = say('It must be event names such as device.online; {why}.', { why: error.message })
    throw new InvalidArgumentError(demand ?? sentences([names, error.hint ?? '']))
  }
}
