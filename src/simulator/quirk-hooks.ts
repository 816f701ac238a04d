import type { Quirks } from './scenario.ts'

/** The quirks of all scenarios on one connection, sorted by the moment they are asked at. */
export type Hooks = ReturnType<typeof hooksOf>

/** Joins quirks: where only one can have its way, the first does. */
export function hooksOf(scenarios: readonly { readonly name: string; readonly quirks: Quirks }[]) {
  const every = <K extends keyof Quirks>(hook: K): NonNullable<Quirks[K]>[] =>
    scenarios.flatMap(({ quirks }) => quirks[hook] ?? [])
  return {
    outlet: every('outlet')[0],
    id: every('id')[0],
    lineEnd: every('lineEnd')[0],
    loginDelay: every('loginDelay')[0],
    /** Why a login is refused, and by which scenario. */
    refusal() {
      for (const { name, quirks } of scenarios) {
        const reason = quirks.refusal?.()
        if (reason !== undefined) return { reason, scenario: name }
      }
      return undefined
    },
    loggedIn: every('loggedIn'),
    hold: every('hold'),
    beforePush: every('beforePush'),
    afterPush: every('afterPush'),
    afterAck: every('afterAck'),
    over: every('over'),
    ignorePings: every('ignorePings').includes(true),
  }
}
