/** What the manual says beyond the tables of the program. */
export const prose = {
  name: 'tail and debug the Gizwits event stream',
  synopsis: [
    ['gizwits-tail', '[options]'],
    ['gizwits-tail simulate', '[options]'],
    ['gizwits-tail replay', '[options] file...'],
    ['gizwits-tail doctor', '[options]'],
    ['gizwits-tail decode', '[options] payload...'],
    ['gizwits-tail config', 'action'],
    ['gizwits-tail completion', 'shell'],
    ['gizwits-tail help', '[command]'],
  ],
  description: [
    'gizwits-tail logs in to an event service of Gizwits, prints the events of devices as they happen, acks them, and stays connected. It prints one line per event for people, or NDJSON byte for byte as the server sent it.',
    'It speaks both services: message proxy 1.0, which takes the id and secret of an enterprise (--id), and SNoti 2.x, which takes the auth id and auth secret of each product (--product). A server of the other service is named as such.',
    'Message proxy 1.0 has one queue per enterprise: what this tool acks, no other client of the enterprise gets. SNoti 2.x has a queue for each product and subkey. A subkey of your own gets a copy of every event and takes nothing from others; clients with the same subkey get events in turn; a subkey that nobody reads goes on collecting events, each kept for about three days, until it is deleted: see the README. See also --ack and --peek.',
    'An event is acked once the output has taken it, never before. After a lost connection the server sends again what was not acked: an event may be seen twice, and is never missed.',
    'On a terminal, you are asked for credentials that are missing.',
  ],
  options:
    'Options win over the environment, and that over a profile. A time is a number with a unit, such as 500ms, 30s, 5m or 1h; a size is 512K or 16M.',
  simulate:
    'It serves simulated devices over TLS with a certificate made at start, and prints the tail command that connects to it. It keeps to the document in logins, prefetch, acks, what goes back to the queue when a connection ends, and heartbeats.',
  replay: [
    'A recording is any file with one event per line, of either service, as --json prints them. It may be compressed by gzip, or by zstd where Node can read that (22.15 or newer), whatever its name. Several files are merged in the order of created_at. Lines that are no events are warned of and passed over. A file that is cut at its end is read up to there.',
    'All options of the tail that concern no login, queue or connection have the same meaning, and so have the exit codes. With --json each line of an event is byte for byte that of the file, with a carriage return at its end if it has one; blank lines are left out, and a last line without a newline gets one.',
  ],
  doctor: [
    'It connects as a tail does, with the options of the tail for the login, the server and TLS, --connect-timeout, --json and --color, and reports each step: DNS, TCP to each address, the proxy, TLS, the login, a ping, the first event, and the clock. It takes nothing from the queue: it asks for one event and acks none.',
    'The report has no secret, and ids are shortened. With --json it is one object: ok, steps (name, ok, ms, detail; ok is null for what was not tried or proves nothing) and causes.',
    'The exit status is that of a tail, or 1 if only the clock is wrong.',
  ],
  decode: [
    'A payload is what data of a device_status_raw holds: in its envelope or bare. Hex digits alone, even in number, are hex, with spaces and 0x or without; all else is base64. A - stands for payloads in the lines of the standard input. Nothing is connected to.',
    'A product definition is the answer of the open API of Gizwits to GET /app/datapoint?product_key=... Without one, the envelope and the action are named, and the rest is shown as hex and ASCII.',
    'The exit status is 0 if every payload was hex or base64, whatever it held, or else 2.',
  ],
  config: [
    'The config file is TOML: config.toml in the folder gizwits-tail of the place where the platform keeps configuration ($XDG_CONFIG_HOME or ~/.config, ~/Library/Preferences, or %APPDATA%), or what GIZWITS_CONFIG names.',
    'Each profile is a table [profiles.NAME]. Its keys are the long names of options without dashes: host = "...", prefetch = 500, json = true, filter = ["..."]. An option that may be given more than once takes a list. default = "NAME" at the top says which profile is used if none is named.',
    'secret_command = ["pass", "show", "x"] is a command that prints the secret. It runs without a shell for at most a minute. [[profiles.NAME.products]] is a product of SNoti 2.x: product_key, auth_id, secret or secret_command, subkey, events.',
    'An id or a product from elsewhere replaces the login of a profile, and its secret with it. Options of a profile that contradict stronger ones, or that do nothing without others, are ignored.',
  ],
  variables: {
    HTTPS_PROXY: {
      about:
        'proxy to connect through, unless the server is this machine; ALL_PROXY if it is not set; lower case wins',
    },
    NO_PROXY: {
      about:
        'servers to connect to directly: *, names with their subdomains, addresses, networks, separated by commas, each with or without :PORT',
    },
    NO_COLOR: { about: 'no colours, unless --color or FORCE_COLOR says otherwise' },
    FORCE_COLOR: { about: '0 for no colours, 1, 2 or 3 for 16, 256 or all, in pipes and files too' },
    NODE_EXTRA_CA_CERTS: { about: 'a file of CAs (PEM) to trust as well as the built-in ones' },
    GIZWITS_AUTH_SECRET: { about: 'auth secret of the products that --product names' },
    GIZWITS_CONFIG: { about: 'the config file, which must then exist; /dev/null for none' },
    LANG: {
      about:
        'the locale: where it is Chinese, so are help and messages, unless --lang says otherwise; LC_ALL and LC_MESSAGES win over it',
    },
    TMPDIR: { about: 'where simulate puts its certificate' },
  },
} as const

export const filterProse = [
  'A filter is a comparison of a key, an operator and a value, or comparisons joined by and, or, not and parentheses. The key is a member of the event, nested ones with dots: data.temp. Several filters of one comparison on the same key with = join by or, all others by and.',
  'A value without quotes goes to a comma, a closing parenthesis, or an and or or with a comparison after it. In double quotes it may contain anything.',
  'With --datapoints, data.NAME is also the value of an attribute in a raw payload. decoded.NAME is only that, and decoded alone is true of payloads that have values.',
  'A number matches however it is written: 30 is 30.0. A regular expression has no look-around and no back-references, and takes linear time.',
]

export const outputProse = [
  'The standard output has events and nothing else. All that is said to a person goes to the standard error.',
  'Help and messages are in English or Chinese: see --lang. What programs read is the same in both.',
  'In a terminal, pretty cuts a line that is too long with ..., in a pipe never. Marks tell events apart without colour. Control characters in what devices send are shown escaped.',
  'With --json each line is the event as the server sent it. A delivery_id above 2^53 is exact in it, but not in every tool that reads it.',
]
