import { listText } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { type ProxyScheme, type ProxyServer, proxySchemes } from './proxy-server.ts'

const schemes = Object.keys(proxySchemes) as ProxyScheme[]

/** How a proxy is written, to follow “must be”. */
const proxyForm = () =>
  say('{schemes} with {form}', {
    schemes: listText(schemes.map(scheme => `${scheme}://`)),
    form: '[USER:PASSWORD@]HOST[:PORT]',
  })

/** Bytes of the longest user name, password and host name in SOCKS5. */
const mostInSocks = 255

/**
 * Reads the URL of a proxy. Without a scheme it is `http`, as the variables often have it.
 *
 * @returns the proxy, or what is wrong with the URL, a sentence that does not quote it: it may have a password
 */
export function parseProxy(text: string): ProxyServer | { readonly fault: string } {
  const [, given, rest] = /^(?:([A-Za-z][\w+.-]*):\/\/)?(.*)$/s.exec(text.trim())!
  const scheme = (given ?? 'http').toLowerCase()
  if (!isScheme(scheme))
    return { fault: say('Its scheme is {scheme}; it must be {form}.', { scheme, form: proxyForm() }) }
  const url = parsed(`${scheme}://${rest}`)
  // A password with a bare slash, hash or question mark ends the host early.
  if (!url?.hostname || !/^\/?$/.test(url.pathname) || url.search || url.hash || url.port === '0')
    return {
      fault: say('It must be {form}; write / # ? @ : % in a password as %2F %23 %3F %40 %3A %25.', {
        form: proxyForm(),
      }),
    }
  const credentials = credentialsOf(url)
  if (credentials === undefined)
    return { fault: say('Its user or password has a % that encodes nothing; write %25.') }
  const { user, password } = credentials
  if (scheme !== 'http' && Math.max(Buffer.byteLength(user), Buffer.byteLength(password)) > mostInSocks)
    return { fault: say('Its user and password must have at most {n} bytes each.', { n: mostInSocks }) }
  return {
    scheme,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? proxySchemes[scheme].port : Number(url.port),
    credentials: user === '' && password === '' ? undefined : credentials,
  }
}

function isScheme(text: string): text is ProxyScheme {
  return Object.hasOwn(proxySchemes, text)
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** Returns undefined if they are not percent-encoded UTF-8. */
function credentialsOf({ username, password }: URL): ProxyServer['credentials'] {
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) }
  } catch {
    return undefined
  }
}
