/**
 * Text from a device, a server or a file, made fit for a terminal and a line: it cannot move the cursor,
 * recolour, set a title, turn the direction of reading, hide, or start a second line.
 *
 * Escaped are all control characters but tab (Cc: C0, DEL, C1), format characters (Cf: bidirectional
 * overrides and isolates, zero-width space, tags, …), line and paragraph separators, and lone surrogates.
 * Zero-width joiner and non-joiner stay: emoji families and several scripts are made with them.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
const unsafeEach = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** `text` with every unsafe character as `\u001b` or `\u{e0001}`; the same string where there is none. */
export function safeText(text: string): string {
  return unsafe.test(text) ? text.replace(unsafeEach, escapeForEyes) : text
}

/**
 * One line of JSON, escaped as JSON itself allows, so that it means the same and a terminal does not obey it.
 * Valid JSON holds such characters raw only inside strings, or, of the controls, as white space around them.
 */
export function safeJson(line: string): string {
  return unsafe.test(line) ? line.replace(/\r/g, '').replace(unsafeEach, escapeForJson) : line
}

/** At most `limit` characters of `text`, safe to show, `…` where it was cut. */
export function excerpt(text: string, limit = 80): string {
  return safeText(text.length > limit ? `${text.slice(0, limit)}…` : text)
}

function escapeForEyes(character: string): string {
  const code = character.codePointAt(0)!
  return code > 0xffff ? `\\u{${code.toString(16)}}` : escapeForJson(character)
}

function escapeForJson(character: string): string {
  let out = ''
  for (let i = 0; i < character.length; i++)
    out += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
  return out
}
