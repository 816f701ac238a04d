import { InvalidArgumentError } from 'commander'

/** Digits of a mac with `:`, `-` or dots between, as `02:00:5E:00:00:A1` and `0200-5e00-00a1` are. */
const parted = /^[0-9a-f?*]+(?:[:.-][0-9a-f?*]+)+$/i
const bare = /^[0-9a-f?*]+$/i

/**
 * Macs with commas between, each as events have it: twelve digits, small and without signs between. Wildcards stay;
 * so does text that is no mac, for some devices have `virtual:site`.
 *
 * @throws InvalidArgumentError where a mac has more or fewer digits than twelve, and no `*` for them
 */
export function macList(text: string): string {
  return text
    .split(/[,，]/)
    .map(part => macOf(part.trim()))
    .join(',')
}

function macOf(text: string): string {
  const isParted = parted.test(text)
  const digits = text.toLowerCase().replaceAll(/[:.-]/g, '')
  const isWhole = digits.length === 12 || digits.includes('*')
  if (isParted && !isWhole)
    throw new InvalidArgumentError(
      'It must be twelve hexadecimal digits, such as 02:00:5e:00:00:a1, or have a * for the others: 02:00:5e:*.',
    )
  return isParted || (bare.test(text) && isWhole) ? digits : text
}
