import { X509Certificate } from 'node:crypto'
import { utf8Of } from '../base/utf8-of.ts'
import { say } from '../language/say.ts'

/**
 * Returns the certificates in `content`, PEM or DER, as PEM that OpenSSL reads to its end. OpenSSL silently skips what
 * it cannot read, so every block is parsed here, however its base64 is broken into lines.
 *
 * @throws Error with a message that follows the name of the file: `is truncated: …`, `holds no certificate …`
 */
export function certificatesIn(content: Buffer): string {
  const der = derCertificate(content)
  if (der) return der.toString()
  const text = utf8Of(content).toString()
  const blocks = [...text.matchAll(block)]
  if (blocks.length === 0) throw new Error(noCertificate(text))
  return blocks
    .map(({ groups }, i) => {
      const name =
        blocks.length === 1
          ? say('its certificate')
          : say('certificate {n} of {all}', { n: i + 1, all: blocks.length })
      if (!groups!.end) throw new Error(say('is truncated: {name} has no END line', { name }))
      try {
        return new X509Certificate(Buffer.from(base64Of(groups!.body!), 'base64')).toString()
      } catch (cause) {
        const why = (cause as Error).message.trim()
        throw new Error(say('is broken: {name} cannot be read ({why})', { name, why }), { cause })
      }
    })
    .join('')
}

const begin = '-----BEGIN CERTIFICATE-----'
const block =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----(?<body>(?:(?!-----)[\s\S])*)(?<end>-----END (?:X509 |TRUSTED )?CERTIFICATE-----)?/g

/** Browsers and Windows export DER. It begins with 0x30, which is also the digit 0. */
function derCertificate(content: Buffer): X509Certificate | undefined {
  if (content[0] !== 0x30) return undefined
  try {
    return new X509Certificate(content)
  } catch {
    return undefined
  }
}

/** Ignores white space, and `\n` written out as in an .env file. */
function base64Of(body: string): string {
  const base64 = body.replace(/\s+|\\n/g, '')
  if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new Error(say('not base64'))
  return base64
}

/** The message for a file without a certificate. */
function noCertificate(text: string): string {
  const other = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text)?.[1]
  return other === undefined
    ? say('holds no certificate; it must be PEM ({begin})', { begin })
    : say('holds a {other}, not a certificate; it must be PEM ({begin})', {
        other: other.toLowerCase(),
        begin,
      })
}
