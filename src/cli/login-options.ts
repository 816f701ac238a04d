import { portBounds } from '../base/host-and-port.ts'
import { allEventNames } from '../wire/snoti2/event-names.ts'
import { defaultSubkey } from '../wire/snoti2/login.ts'
import { host, number, pin, text } from './argument.ts'
import { dialectChoices, endpointsText } from './dialect-choices.ts'
import type { OptionTable } from './option-table.ts'
import { eventNameList, product, subkeyName } from './product-option.ts'
import { proxy } from './proxy-option.ts'

const login = 'Login:'
const server = 'Server and TLS:'

/** Who logs in, where, and how the server is verified: the first options of the tail. */
export const loginOptions = {
  profile: {
    flags: '--profile <name>',
    group: login,
    env: 'GIZWITS_PROFILE',
    offers: 'profile',
    parse: text,
    about:
      'a set of these options by name, from the config file; what is typed or in the environment wins; see gizwits-tail config',
    otherwise: 'that of the config file',
  },
  id: {
    flags: '--id <id>',
    group: login,
    env: 'GIZWITS_ENTERPRISE_ID',
    parse: text,
    about: 'enterprise id, for message proxy 1.0',
  },
  secret: {
    flags: '--secret <secret>',
    group: login,
    env: 'GIZWITS_ENTERPRISE_SECRET',
    secret: true,
    parse: text,
    about:
      'enterprise secret, or a product’s auth secret; on the command line it is visible in ps and the shell’s history, unlike the other ways',
  },
  secretFile: {
    flags: '--secret-file <path>',
    group: login,
    offers: 'file',
    parse: text,
    about:
      'secret from a file, - for stdin; on a terminal you are asked for it, without echo; one trailing newline is dropped',
  },
  dialect: {
    flags: '--dialect <name>',
    group: login,
    choices: dialectChoices,
    about: 'which service to log in to',
    otherwise: 'noti1; snoti2 with --product',
  },
  product: {
    flags: '--product <pk:auth_id[:subkey]>',
    group: login,
    repeat: true,
    parse: product,
    about:
      'product to log in to, for SNoti 2.x; its auth secret comes from --secret-file, --secret, GIZWITS_AUTH_SECRET or a prompt; for several products the file has a line each, PRODUCT_KEY SECRET',
  },
  subkey: {
    flags: '--subkey <name>',
    group: login,
    parse: subkeyName,
    about:
      'queue to read of each product that names none, for SNoti 2.x; a subkey of your own gets a copy of every event and takes nothing from others; clients with the same subkey share its events; one that nobody reads goes on collecting events, each kept for about three days; the README shows how it is deleted',
    otherwise: defaultSubkey,
  },
  subscribe: {
    flags: '--subscribe <events>',
    group: login,
    repeat: true,
    list: true,
    offers: Object.fromEntries(allEventNames.map(name => [name, { about: 'SNoti 2.x event' }])),
    parse: eventNameList,
    about: 'events to ask for, for SNoti 2.x; device.online or device_online, several with commas between',
    otherwise: 'all',
  },
  demo: { flags: '--demo', group: login, about: 'no account: tail a simulated broker inside this process' },
  host: {
    flags: '--host <host>',
    group: server,
    env: 'GIZWITS_HOST',
    parse: host,
    about: 'server; SNoti 2.x: snoti.gizwits.com (China), ussnoti.gizwits.com, eusnoti.gizwits.com',
    otherwise: endpointsText('host'),
  },
  port: {
    flags: '--port <port>',
    group: server,
    env: 'GIZWITS_PORT',
    about: 'port',
    ...number(portBounds),
    otherwise: endpointsText('port'),
  },
  proxy: {
    flags: '--proxy <url>',
    group: server,
    secret: true,
    offers: {
      none: { about: 'no proxy, whatever the environment says' },
      'http://': { about: 'HTTP proxy (CONNECT)' },
      'socks5h://': { about: 'SOCKS5 proxy that resolves the server’s name' },
      'socks5://': { about: 'SOCKS5 proxy; this machine resolves the server’s name' },
    },
    parse: proxy,
    about:
      'proxy to connect through: http:// (CONNECT), socks5h:// or socks5://, with [USER:PASSWORD@]HOST[:PORT]; TLS is verified end to end; none ignores the environment',
    otherwise: 'HTTPS_PROXY or ALL_PROXY, unless NO_PROXY has the server',
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
