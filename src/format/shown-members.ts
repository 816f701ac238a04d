import type { MemberName } from '../event/event-members.ts'

/** Members that the columns show, or that every line implies. */
const columnMembers = ['cmd', 'event_type', 'did', 'created_at'] as const

/** Members that nearly all events have and that say little: they come last, or are left to `--json`. */
export const commonMembers = ['mac', 'product_key', 'group_id', 'delivery_id', 'msg_id'] as const

/** The members that are not shown as `name=value` among those of a type's own: these, and those that its renderer shows. */
export function shownMembers(rendered: readonly MemberName[]): ReadonlySet<string> {
  return new Set<string>([...columnMembers, ...commonMembers, ...rendered])
}
