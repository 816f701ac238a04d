import { portBounds } from '../base/host-and-port.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import { host, number, pin, text } from './argument.ts'
import type { OptionTable } from './option-table.ts'

const login = 'Login:'
const server = 'Server and TLS:'

/** Who logs in, where, and how the server is verified: the first options of the tail. */
export const loginOptions = {
  id: { flags: '--id <id>', group: login, env: 'GIZWITS_ENTERPRISE_ID', parse: text, about: 'enterprise id' },
  secret: {
    flags: '--secret <secret>',
    group: login,
    env: 'GIZWITS_ENTERPRISE_SECRET',
    secret: true,
    parse: text,
    about:
      'enterprise secret; on the command line it is visible in ps and the shell’s history, unlike the other ways',
  },
  secretFile: {
    flags: '--secret-file <path>',
    group: login,
    offers: 'file',
    parse: text,
    about:
      'secret from a file, - for stdin; on a terminal you are asked for it, without echo; one trailing newline is dropped',
  },
  demo: { flags: '--demo', group: login, about: 'no account: tail a simulated broker inside this process' },
  host: {
    flags: '--host <host>',
    group: server,
    env: 'GIZWITS_HOST',
    parse: host,
    about: 'server',
    default: noti1.endpoint.host,
  },
  port: {
    flags: '--port <port>',
    group: server,
    env: 'GIZWITS_PORT',
    about: 'port',
    ...number({ ...portBounds, default: noti1.endpoint.port }),
  },
  ca: {
    flags: '--ca <file>',
    group: server,
    env: 'GIZWITS_CA',
    offers: 'file',
    parse: text,
    about: 'trust this CA (PEM) instead of the built-in ones; NODE_EXTRA_CA_CERTS adds to those',
  },
  servername: {
    flags: '--servername <name>',
    group: server,
    parse: text,
    about: 'name to send and to verify, if it is not the host',
  },
  pin: {
    flags: '--pin <pin>',
    group: server,
    repeat: true,
    parse: pin,
    about:
      'the server’s public key must be this one, as sha256/BASE64 (-v shows it); checked in addition to the certificate chain, or instead of it with --insecure',
  },
  insecure: {
    flags: '-k, --insecure',
    group: server,
    about: 'do not verify the server; warns on every connection, unless --pin verified it',
  },
} as const satisfies OptionTable
