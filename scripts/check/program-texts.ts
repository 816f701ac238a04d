/** Folders and files whose texts are not for people, or are the translations themselves. */
export const exempt: readonly string[] = [
  'src/language/chinese/',
  'src/cli/chinese/',
  // Scripts for shells.
  'src/cli/completion/bash.ts',
  'src/cli/completion/fish.ts',
  'src/cli/completion/powershell.ts',
  'src/cli/completion/zsh.ts',
  // The format of Prometheus.
  'src/cli/metrics-text.ts',
]

/** Tables whose descriptions have their Chinese by key, in `src/cli/chinese`; the compiler reports one that is missing. */
export const translatedByKey: readonly string[] = [
  'src/cli/commands.ts',
  'src/cli/config/config-template.ts',
  'src/cli/decode-options.ts',
  'src/cli/doctor/doctor-options.ts',
  'src/cli/end-options.ts',
  'src/cli/exec-options.ts',
  'src/cli/exit-code.ts',
  'src/cli/lang-option.ts',
  'src/cli/login-options.ts',
  'src/cli/metrics-options.ts',
  'src/cli/queue-options.ts',
  'src/cli/record-options.ts',
  'src/cli/replay-options.ts',
  'src/cli/run-options.ts',
  'src/cli/show-options.ts',
  'src/cli/simulate-options.ts',
  'src/cli/speed-option.ts',
  'src/cli/tail-options.ts',
  'src/event/event-types.ts',
  'src/filter/filter-forms.ts',
  'src/filter/operators.ts',
  'src/format/formats.ts',
  'src/format/time-format.ts',
  'src/simulator/scenarios.ts',
]

/** Texts that stay English, or are no texts. Each must match all that is given. */
export const programTexts: readonly {
  readonly why: string
  readonly files?: readonly string[]
  readonly callee?: RegExp
  readonly text?: RegExp
}[] = [
  { why: 'a bug', callee: /^new (?:Error|RangeError|TypeError)$/ },
  { why: 'nobody sees it', text: /^interrupted$/ },
  { why: 'a command', text: /^(?:gizwits-tail|eval|autoload|jq|config|#compdef|# \{\} completion) / },
  { why: 'a command', files: ['src/output/check-command.ts'], text: /^\{\}\nit=/ },
  { why: 'an option of the library', files: ['src/transport/tls-dialer.ts'], text: /^ca \{\}$/ },
  { why: 'a line of an event', files: ['src/format/'], callee: /^(?:suffix|this)\.word$/ },
  {
    why: 'a state, a kind or a key in code',
    text: /^(?:acked twice|at random|id of another connection|in milliseconds|page (?:down|up)|present values|raw (?:member )?in envelope|unknown id)$/,
  },
  {
    why: 'names in the protocol',
    files: ['src/wire/snoti2/login.ts'],
    text: /^(?:product key|auth (?:id|secret))$/,
  },
  {
    why: 'never shown',
    files: ['src/cli/config/profile-keys.ts'],
    text: /^(?:key|auth id) of the product$|^its auth secret$|^queue to read$|^events to ask for$/,
  },
  { why: 'a message of the compiler', files: ['src/language/text.ts'] },
  { why: 'on the wire', files: ['src/wire/'], callee: /^(?:invalid|badLogin)$/ },
  {
    why: 'on the wire',
    files: ['src/wire/noti1/noti1.ts', 'src/wire/snoti2/'],
    text: /^(?:no did|data\[\{\}\]|\w+ or \w+ is wrong$)/,
  },
  { why: 'on the wire', files: ['src/wire/request-reader.ts'], text: /^an array$/ },
  {
    why: 'on the wire',
    files: ['src/simulator/'],
    text: /^(?:a line of more than|device of|log in first|logged in already|the simulator has no more|this account may not|this is not JSON|\{)/,
  },
  {
    why: 'a code in place of that of OpenSSL',
    files: ['src/transport/verification.ts'],
    text: /^not verified$/,
  },
]
