import { onceAfter } from './once-after.ts'
import type { Scenario } from './scenario.ts'

/** The first login is served for a while, all later ones are refused. */
export const refuseLater: Scenario['start'] = (random, clock) => {
  const drop = onceAfter(5, 40, connection => connection.close())(random, clock)
  let accepted = false
  return connection => ({
    ...drop(connection),
    refusal: () => (accepted ? 'this enterprise may not log in any more' : undefined),
    loggedIn() {
      accepted = true
    },
  })
}

/** Logins accepted and closed at once, three to five in a row; then one that is served for a while, and so on. */
export const flap: Scenario['start'] = (random, clock) => {
  const drop = onceAfter(50, 150, connection => connection.close())(random, clock)
  let left = random.int(3, 5)
  return connection => ({
    ...drop(connection),
    loggedIn() {
      if (left-- > 0) connection.close()
      else left = random.int(3, 5)
    },
  })
}
