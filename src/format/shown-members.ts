/** What the columns of a line, or the mere fact that there is one, tell. */
const columnMembers = ['cmd', 'event_type', 'did', 'created_at']

/** Members that nearly all events have, and that tell little: they come last, or are left to `--json`. */
export const commonMembers = ['mac', 'product_key', 'group_id', 'delivery_id'] as const

/** The members that are not shown as `name=value` among an event's own, with `more` that its body tells. */
export function shownMembers(more: readonly string[]): ReadonlySet<string> {
  return new Set([...columnMembers, ...commonMembers, ...more])
}
