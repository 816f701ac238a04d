import type { Dialect, Service } from './dialect.ts'
import type { SkippedLine } from './message.ts'
import { noti1 } from './noti1/noti1.ts'
import { snoti2 } from './snoti2/snoti2.ts'

/** The dialects that this program speaks. */
export const dialects = { noti1, snoti2 } as const satisfies Record<string, Dialect>

export type DialectName = keyof typeof dialects

/** The event types of all dialects. */
export type DialectEventType = (typeof dialects)[DialectName]['server']['eventTypes'][number]

/** Members that are secret in some dialect. */
export const secretMembers: ReadonlySet<string> = new Set(
  Object.values(dialects).flatMap(dialect => dialect.secretMembers),
)

/** As services, whatever their logins take. */
const services: readonly Service[] = Object.values(dialects)

/**
 * Returns the service whose server sent `line` instead of a reply to a login of `own`; undefined if it may be a server
 * of `own`.
 */
export function otherService(own: Service, line: SkippedLine): Service | undefined {
  if (own.recognises(line)) return undefined
  return services.find(service => service.recognises(line))
}
