import { cutLine } from '../simulator/event-line.ts'
import type { DialectName } from '../wire/dialects.ts'
import type { Login } from './tail-target.ts'

/** Products that a command line names. */
const maxProducts = 20

/** What logs in to the broker of the demo, in each dialect. */
export const demoLogins: Readonly<Record<DialectName, (productKeys: readonly string[]) => Login>> = {
  noti1: () => ({ dialect: 'noti1', id: 'demo', secret: 'demo' }),
  snoti2: productKeys => ({
    dialect: 'snoti2',
    products: productKeys.map(productKey => ({ productKey, authId: 'demo', authSecret: 'demo' })),
  }),
}

/** The words of a tail's command line that log in to a simulated broker, but for the secret. */
export const loginWords: Readonly<
  Record<DialectName, (id: string, productKeys: readonly string[]) => readonly string[]>
> = {
  noti1: id => ['--id', id],
  snoti2: (id, productKeys) => productKeys.flatMap(key => ['--product', `${key}:${id}`]),
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
