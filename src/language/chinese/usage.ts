import { translated } from '../text.ts'

/** What is said of a command line that is wrong. */
export const usage = translated({
  'It must be {demand}.': '必须是{demand}。',
  'more than {least}': '大于 {least}',
  'from {least} to {most}': '{least} 到 {most}',
  '{least} or more': '不小于 {least}',
  'under {most}': '小于 {most}',
  '{first} and {second}': '{first}且{second}',
  '{both}, {reason}': '{both}，{reason}',
  'a whole number': '整数',
  'a number': '数字',
  '{noun}, {limits}': '{limits}的{noun}',
  '{noun} {limits}': '{limits}的{noun}',
  'after which the server may close the connection': '超过该时长服务器可能断开连接',
  'a number with a unit: 500ms, 30s, 5m, 1h, 1h30m': '带单位的时长：500ms、30s、5m、1h、1h30m',
  'bytes, with K, M or G for powers of 1024: 65536, 512K, 16M':
    '字节数，可用 K、M、G（按 1024 进位）：65536、512K、16M',
  'sha256/ and the base64 of 32 bytes, the SHA-256 of the public key (SPKI, DER)':
    'sha256/ 加上 32 字节的 base64，即公钥（SPKI，DER）的 SHA-256',
  'It must be a host name or an address without a port; --port takes the port.':
    '必须是不带端口的主机名或地址，端口用 --port 指定。',
  'It must be one of {words}.': '必须是以下之一：{words}。',
  '{given} can mean {zones}: name one, or give an offset, such as +08:00.':
    '{given} 有多种含义：{zones}。请写明其中一个，或写偏移量，如 +08:00。',
  'an IANA name, such as Asia/Shanghai, or an offset, such as +08:00':
    'IANA 时区名（如 Asia/Shanghai）或偏移量（如 +08:00）',
  'An offset must be from -12:00 to +14:00.': '偏移量必须在 -12:00 到 +14:00 之间。',
  "{given}: '{shown}' is not valid. {demand}": "{given}：'{shown}' 无效。{demand}",
  'It must be one or more comma-separated values, none of them empty.':
    '必须是一个或多个以逗号分隔的值，不能有空值。',
  'It must not be empty.': '不能为空。',
  "option '{flags}' has no value": "选项 '{flags}' 缺少值",
  '{option}. {demand}': '{option}。{demand}',
  "{option}: '{shown}' begins like an option. {demand}": "{option}：'{shown}' 的开头像是选项。{demand}",
  'To give a value that begins so: {name}={shown}': '确实要用这样开头的值：{name}={shown}',
  "option '{name}' takes no value": "选项 '{name}' 不带值",
  'It is on if it is given, and off otherwise.': '写上即启用，不写即不启用。',
  'All options: --help': '全部选项：--help',
  "unknown option '{shown}'": "未知选项 '{shown}'",
  'It is an option of the tail, not of {command}': '这是实时查看的选项，{command} 没有',
  'It is an option of {other}: gizwits-tail {other} --help':
    '这是 {other} 的选项：gizwits-tail {other} --help',
  "'-' would be stdin": "'-' 表示 stdin",
  '{word} names a file': '{word} 是文件名',
  "unknown command '{name}'": "未知命令 '{name}'",
  'All commands and options: --help': '全部命令和选项：--help',
  "{command} takes one word; '{word}' is one too many": "{command} 只带一个参数，'{word}' 是多余的",
  'Did you mean {near}? It begins with a dash other than -':
    '是否想输入 {near}？现在的开头不是 - 而是别的横线',
  "A filter is one word; quote it: {name} '…'": "过滤表达式是一个参数，请加引号：{name} '…'",
  '-f takes a filter: -f {word}': '过滤表达式用 -f：-f {word}',
  'Separate values of {name} with commas: {name} a,b': '{name} 的多个值用逗号分隔：{name} a,b',
  '-e takes event types: -e {word}': '事件类型用 -e：-e {word}',
  'stdin is a file': 'stdin 是一个文件',
  'If stdin is a file for another reason, add </dev/null.': '如果 stdin 是文件另有原因，请加上 </dev/null。',
  '{name}: {file} names a file and is not a filter': '{name}：{file} 是文件名，不是过滤表达式',
  '{name}: {file} names a file': '{name}：{file} 是文件名',
  '{what}; only replay reads events from files': '{what}；只有 replay 从文件读取事件',
  'To show the events in it: gizwits-tail replay {path}.': '显示其中的事件：gizwits-tail replay {path}。',
  '{first} and {second} contradict each other; give one of them':
    '{first} 和 {second} 互相矛盾，只能写其中一个',
  '{name} does nothing without {other}; give both': '{name} 要和 {other} 一起使用',
  'To serve a file: --events {file}': '发送文件里的事件：--events {file}',
  'simulate: {word} is not an option': 'simulate：{word} 不是选项',
  'All commands: --help': '全部命令：--help',
  '{flag} is given before {command}; options of {command} must come after it':
    '{flag} 写在了 {command} 之前；{command} 的选项必须写在它之后',
  'It must be PRODUCT_KEY:AUTH_ID or PRODUCT_KEY:AUTH_ID:SUBKEY.':
    '必须是 PRODUCT_KEY:AUTH_ID 或 PRODUCT_KEY:AUTH_ID:SUBKEY。',
  'Its subkey must be {demand}.': '其中的 subkey 必须是{demand}。',
  '1 to 32 letters, digits and _': '1 到 32 个字母、数字或 _',
  'It must be event names such as device.online; {why}.': '必须是事件名，如 device.online；{why}。',
  'It must be a file. To write events to stdout, give --json.':
    '必须是文件。要把事件写到 stdout，请用 --json。',
  'It must be a plain file, or end in .gz to be compressed.': '必须是普通文件；要压缩则以 .gz 结尾。',
  'It must be a size ({size}) or a time ({time}).': '必须是大小（{size}）或时长（{time}）。',
  'It must be at least 1K, or 1s.': '至少为 1K 或 1s。',
  'It must be a file, which is replaced again and again.': '必须是文件，因为会不断被替换。',
  'It must be max or {demand}.': '必须是 max 或{demand}。',
  'It must be one or more of {names}.': '必须是以下的一个或多个：{names}。',
  'no enterprise {name}: give {gives}, or set {variable}': '缺少企业 {name}：请用 {gives}，或设置 {variable}',
  'No account? gizwits-tail --demo shows simulated devices.':
    '没有账号？gizwits-tail --demo 可以查看虚拟设备。',
  '--secret shows in ps and the shell’s history; --secret-file keeps it out':
    '--secret 会出现在 ps 和 shell 历史里，--secret-file 则不会',
  '--id ID': '--id ID',
  '--secret-file PATH or --secret SECRET': '--secret-file PATH 或 --secret SECRET',
  'Enterprise {name}: ': '企业 {name}：',
  '{name} {flaw}; it must be the credential alone': '{name} {flaw}；只能是凭证本身',
  '{name} {flaw}': '{name} {flaw}',
  'the id': '企业 id',
  'the secret': 'secret',
  'is empty': '为空',
  'has more than one line': '不止一行',
  'is not valid UTF-8': '不是有效的 UTF-8',
  'contains NUL characters, as UTF-16 text does; save it as UTF-8':
    '含有 NUL 字符，像是 UTF-16 文本；请保存为 UTF-8',
  'begins with white space': '以空白开头',
  'ends with white space': '以空白结尾',
  'contains white space': '含有空白',
  'is in quotes, which count as part of it': '带有引号，引号会算作其中的一部分',
  'looks like a placeholder that was not replaced': '像是没有替换的占位符',
  'contains full-width characters': '含有全角字符',
  'contains an invisible character ({code})': '含有不可见字符（{code}）',
  '{flag} is an option of SNoti 2.x': '{flag} 是 SNoti 2.x 的选项',
  'Give --product PRODUCT_KEY:AUTH_ID to log in by product.':
    '按产品登录请用 --product PRODUCT_KEY:AUTH_ID。',
  '{name} is set, and wins over {other}': '设置了 {name}，它优先于 {other}',
  'a dead connection is noticed after {noticed} (--ping-interval and --pong-timeout), but --max-gap is {gap}':
    '断线要 {noticed} 才能发现（--ping-interval 加 --pong-timeout），而 --max-gap 是 {gap}',
  'Without --ping-interval and --pong-timeout, heartbeats are as frequent as --max-gap needs.':
    '不写 --ping-interval 和 --pong-timeout 时，心跳间隔会按 --max-gap 的需要设定。',
  '{name}: {value} was given; it must be {demand}': '{name}：给出的是 {value}，必须是{demand}',
  'warning: ': '警告：',
  'error: ': '错误：',
  'tip: {text}': '提示：{text}',
})
