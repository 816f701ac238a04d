import { secretMembers } from '../event/secret-members.ts'
import type { Format } from '../format/formats.ts'
import { say } from '../language/say.ts'

/** The type of the events that have a secret member. Looking into all events would cost more than writing them. */
const typeWithSecrets = Buffer.from('sub_device_added')

/**
 * Wraps a format that writes events as they came: the first time that one has a secret member, says so.
 *
 * @param option the option that it is written for, such as `--json`
 * @param warn called once at most
 */
export function warnOfSecrets(format: Format, option: string, warn: (text: string) => void): Format {
  let warned = false
  return event => {
    if (!warned && event.push.isOfType(typeWithSecrets)) {
      const secret = [...secretMembers].find(name => event.at([name]) !== undefined)
      if (secret !== undefined) {
        warned = true
        warn(
          say('events have a {secret}, which is secret: {option} passes it on as it came', {
            secret,
            option,
          }),
        )
      }
    }
    return format(event)
  }
}
