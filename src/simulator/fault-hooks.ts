import type { FaultHooks } from './scenario.ts'

/** The fault hooks of all scenarios on one connection, by name. */
export type JoinedHooks = ReturnType<typeof joinHooks>

/** Joins the hooks of several scenarios. If only one can apply, the first does. */
export function joinHooks(scenarios: readonly { readonly name: string; readonly hooks: FaultHooks }[]) {
  const every = <K extends keyof FaultHooks>(hook: K): NonNullable<FaultHooks[K]>[] =>
    scenarios.flatMap(({ hooks }) => hooks[hook] ?? [])
  return {
    outlet: every('outlet')[0],
    id: every('id')[0],
    lineEnd: every('lineEnd')[0],
    loginDelay: every('loginDelay')[0],
    /** Returns why a login is refused, and by which scenario. */
    refusal() {
      for (const { name, hooks } of scenarios) {
        const reason = hooks.refusal?.()
        if (reason !== undefined) return { reason, scenario: name }
      }
      return undefined
    },
    loggedIn: every('loggedIn'),
    hold: every('hold'),
    beforePush: every('beforePush'),
    afterPush: every('afterPush'),
    afterAck: every('afterAck'),
    closed: every('closed'),
    ignorePings: every('ignorePings').includes(true),
  }
}
