import type { Dialect, Service } from './dialect.ts'
import type { SkippedLine } from './message.ts'
import { noti1 } from './noti1/noti1.ts'
import { snoti2Service } from './snoti2/service.ts'

/** Every dialect that this program speaks. */
export const dialects = { noti1 } as const satisfies Record<string, Dialect>

export type DialectName = keyof typeof dialects

/** The event types of all dialects. */
export type EventTypeName = (typeof dialects)[DialectName]['eventTypes'][number]

/** Members that are secret in some dialect. */
export const secretMembers: ReadonlySet<string> = new Set(
  Object.values(dialects).flatMap(dialect => dialect.secretMembers),
)

/** Services whose servers are recognised, spoken or not. */
const services: readonly Service[] = [...Object.values(dialects), snoti2Service]

/**
 * The service that a server belongs to when it answers a login of `own` with `line`; undefined where the line could come
 * from one of its own.
 */
export function otherService(own: Service, line: SkippedLine): Service | undefined {
  return services.find(service => service !== own && service.recognises(line))
}
