import type { Quirks } from './scenario.ts'

/** The quirks of all scenarios on one connection, sorted by the moment they are asked at. */
export type Hooks = ReturnType<typeof hooksOf>

/** Joins quirks: where only one can have its way, the first does. */
export function hooksOf(quirks: readonly Quirks[]) {
  const every = <K extends keyof Quirks>(name: K): NonNullable<Quirks[K]>[] =>
    quirks.flatMap(quirk => quirk[name] ?? [])
  return {
    outlet: every('outlet')[0],
    id: every('id')[0],
    lineEnd: every('lineEnd')[0],
    loginDelay: every('loginDelay')[0],
    refusal: every('refusal'),
    loggedIn: every('loggedIn'),
    hold: every('hold'),
    beforePush: every('beforePush'),
    afterPush: every('afterPush'),
    afterAck: every('afterAck'),
    over: every('over'),
    ignorePings: every('ignorePings').includes(true),
  }
}
