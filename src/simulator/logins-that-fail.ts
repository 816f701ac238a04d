import { onceAfter } from './once-after.ts'
import type { Scenario } from './scenario.ts'

/** Serves the first login for a while, and refuses all later ones. */
export const refuseLater: Scenario['start'] = deps => {
  const drop = onceAfter(5, 40, connection => connection.close())(deps)
  let accepted = false
  return connection => ({
    ...drop(connection),
    refusal: () => (accepted ? 'this account may not log in any more' : undefined),
    loggedIn() {
      accepted = true
    },
  })
}

/** Accepts three to five logins and closes each at once, serves the next one for a while, and starts over. */
export const flap: Scenario['start'] = deps => {
  const { random } = deps
  const drop = onceAfter(50, 150, connection => connection.close())(deps)
  let left = random.int(3, 5)
  return connection => ({
    ...drop(connection),
    loggedIn() {
      if (left-- > 0) connection.close()
      else left = random.int(3, 5)
    },
  })
}
