import type { Dialect } from '../../src/wire/dialect.ts'
import { noti1 } from '../../src/wire/noti1/noti1.ts'
import type { Push } from '../../src/wire/push.ts'

/** The push that `line` is; the dialect's `cmd` is put in where the line has none. */
export function pushOf(line: string, dialect: Dialect = noti1): Push {
  const cmd = `"cmd":"${dialect.server.words.push}"}`
  const whole = line.includes('"cmd"') ? line : line.replace(/}\s*$/, line === '{}' ? cmd : `,${cmd}`)
  const bytes = Buffer.from(`${whole}\n`)
  const message = dialect.decoder.read(bytes, 0, bytes.length - 1)
  if (message.kind !== 'push') throw new Error(`not a push: ${whole}`)
  return message
}

/** Returns an event line as a server would push it. */
export function eventLine(id: string | number, members: Record<string, unknown> = {}): string {
  const rest = JSON.stringify({
    event_type: 'device_status_kv',
    did: 'd1',
    created_at: 1499843747.794,
    data: { n: 1 },
    ...members,
  })
  return `{"cmd":"enterprise_event_push","delivery_id":${id},${rest.slice(1)}`
}
