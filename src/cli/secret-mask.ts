import { safeText } from '../base/safe-text.ts'

/** A shorter secret would be found in innocent words, and they would tell what it is. */
const shortest = 6
/** Fewer letters of a secret tell nothing. */
const leastBeginning = 3

/**
 * What takes a secret out of text that is to be shown, however it is written there: a server may well repeat
 * in an error what it was sent.
 */
export function secretMask(secret: string): (text: string) => string {
  if (secret.length < shortest) return text => text
  const bytes = Buffer.from(secret)
  const base64 = bytes.toString('base64').replace(/=+$/, '')
  const written = [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    bytes.toString('hex'),
  ]
  // As JSON, as JSON in ASCII, and as either quoted in JSON once more.
  const quoted = written.flatMap(form => [form, jsonText(form), asciiJson(form)])
  const forms = new Set(quoted.flatMap(form => [form, jsonText(form), asciiJson(form)]))
  const longestFirst = [...forms].map(safeText).sort((a, b) => b.length - a.length)
  return text => {
    const masked = longestFirst.reduce((sofar, form) => sofar.replaceAll(form, '***'), text)
    return masked.includes('…') ? maskCut(masked, longestFirst) : masked
  }
}

/** An excerpt may have been cut in the middle of a secret: its beginning then stands before the `…`. */
function maskCut(text: string, forms: readonly string[]): string {
  return text
    .split('…')
    .map((part, i, parts) => (i < parts.length - 1 ? withoutBeginning(part, forms) : part))
    .join('…')
}

function withoutBeginning(text: string, forms: readonly string[]): string {
  for (const form of forms) {
    for (let length = form.length - 1; length >= leastBeginning; length--) {
      if (text.endsWith(form.slice(0, length))) return `${text.slice(0, -length)}***`
    }
  }
  return text
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** JSON with everything but ASCII escaped, as many servers write it. */
function asciiJson(text: string): string {
  return jsonText(text).replace(
    /[\u0080-\uffff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
