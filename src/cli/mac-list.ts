import { InvalidArgumentError } from 'commander'
import { say } from '../language/say.ts'

/** A MAC address with separators, such as `02:00:5E:00:00:A1` and `0200-5e00-00a1`. */
const separated = /^[0-9a-f?*]+(?:[:.-][0-9a-f?*]+)+$/i
const bare = /^[0-9a-f?*]+$/i

/**
 * Returns a comma list of MAC addresses, each as it is in events: twelve digits in lower case without separators. Keeps
 * wildcards, and text that is not a MAC address: some devices have `virtual:site`.
 *
 * @throws InvalidArgumentError if an address has more or fewer than twelve digits and no `*` for the missing ones
 */
export function macList(text: string): string {
  return text
    .split(/[,，]/)
    .map(part => macOf(part.trim()))
    .join(',')
}

function macOf(text: string): string {
  const isSeparated = separated.test(text)
  const digits = text.toLowerCase().replaceAll(/[:.-]/g, '')
  const isWhole = digits.length === 12 || digits.includes('*')
  if (isSeparated && !isWhole)
    throw new InvalidArgumentError(
      say(
        'It must be twelve hexadecimal digits, such as 02:00:5e:00:00:a1, or have a * for the missing ones: 02:00:5e:*.',
      ),
    )
  return isSeparated || (bare.test(text) && isWhole) ? digits : text
}
