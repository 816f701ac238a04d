import { cutLine } from '../simulator/event-line.ts'
import { productKinds } from '../simulator/product-kinds.ts'
import type { DialectName } from '../wire/dialects.ts'
import type { Login } from './tail-target.ts'

/** Products that a command line names. */
const maxProducts = 20

/** What logs in to the broker of the demo, in each dialect. */
export const demoLogins: Readonly<Record<DialectName, Login>> = {
  noti1: { dialect: 'noti1', id: 'demo', secret: 'demo' },
  snoti2: {
    dialect: 'snoti2',
    products: productKinds.map(({ productKey }) => ({ productKey, authId: 'demo', authSecret: 'demo' })),
  },
}

/** The words of a tail's command line that log in to a simulated broker, but for the secret. */
export const loginWords: Readonly<
  Record<DialectName, (id: string, productKeys: readonly string[]) => readonly string[]>
> = {
  noti1: id => ['--id', id],
  snoti2: (id, productKeys) => productKeys.flatMap(key => ['--product', `${key}:${id}`]),
}

/** The products of the simulated devices. */
export function worldProductKeys(devices: number): readonly string[] {
  return productKinds.slice(0, devices).map(({ productKey }) => productKey)
}

/** The products that events of a file are of, at most 20. */
export function productKeysOf(lines: readonly Buffer[], push: string): readonly string[] {
  const keys = new Set<string>()
  for (const line of lines) {
    const { productKey } = cutLine(line, push)
    if (productKey !== undefined) keys.add(productKey)
    if (keys.size === maxProducts) break
  }
  return [...keys]
}
