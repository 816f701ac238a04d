import type { Format } from '../format/formats.ts'
import type { SecretMask } from './secret-mask.ts'

/**
 * `format` without the secret, which a device or the server may have put into an event.
 *
 * @param isWhole whether lines are neither cut nor wrapped, which makes looking at them much faster
 */
export function maskedFormat(format: Format, mask: SecretMask, isWhole: () => boolean): Format {
  return event => {
    const formatted = format(event)
    if (typeof formatted !== 'string') return formatted
    return isWhole() && !event.missing ? mask.hideInWhole(formatted) : mask.hide(formatted)
  }
}
