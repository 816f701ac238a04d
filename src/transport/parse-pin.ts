/** How a pin is written, for messages to the user. */
export const pinForm = 'sha256/ and the base64 of 32 bytes, the SHA-256 of the public key (SPKI, DER)'

/** Returns `text` as a pin, `sha256/…`; curl's `sha256//…` is accepted too. Returns undefined if it is not a pin. */
export function parsePin(text: string): string | undefined {
  const digest = /^sha256\/\/?([A-Za-z0-9+/]{43}=)$/.exec(text)?.[1]
  // A digest may itself begin with a slash; only its length shows whether the second slash belongs to it.
  return digest !== undefined && Buffer.from(digest, 'base64').length === 32 ? `sha256/${digest}` : undefined
}
