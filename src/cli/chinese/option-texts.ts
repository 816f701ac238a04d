import { writeDuration } from '../../base/duration.ts'
import { serverTimeout } from '../../wire/heartbeat.ts'
import type { CommandName, tailClosingOptions } from '../commands.ts'
import type { decodeOptions } from '../decode-options.ts'
import type { doctorOptions, ownDoctorOptions } from '../doctor/doctor-options.ts'
import type { ownReplayOptions, replayOptions } from '../replay-options.ts'
import type { simulateOptions } from '../simulate-options.ts'
import type { tailOptions } from '../tail-options.ts'

/** What each option means, in Chinese; the compiler reports one that is missing. */
export const tailOptionTexts: Record<keyof typeof tailOptions, string> = {
  profile: '使用配置文件中的这个 profile，即一组选项；命令行和环境变量优先于它。见 `gizwits-tail config`',
  id: '企业 id（消息代理 1.0）',
  secret: '企业 secret，或产品的 auth_secret；写在命令行上会出现在 ps 和 shell 历史里，其他方式不会',
  secretFile: '从文件读取 secret；`-` 表示 stdin，在终端里则提示输入（不回显）；末尾的一个换行会去掉',
  dialect: '登录哪种服务：`noti1` 消息代理 1.0，`snoti2` SNoti 2.x',
  product:
    'SNoti 2.x：要登录的产品，以及队列的 subkey；可重复。auth_secret 由 `--secret-file`、`--secret`、`GIZWITS_AUTH_SECRET` 给出，或提示输入；多个产品时文件每行一个：`PRODUCT_KEY SECRET`',
  subkey:
    'SNoti 2.x：未单独指定 subkey 的产品所用的队列名。使用自己的 subkey 会得到全部事件的一份副本，不影响其他消费者；相同 subkey 的客户端轮流分到事件；不再读取的 subkey 会继续积压事件（各保留约三天），删除方法见 README 的“删除 subkey”',
  subscribe: 'SNoti 2.x：订阅哪些事件，写作 `device.online` 或 `device_online`，多个用逗号分隔',
  demo: '无需账号：在进程内启动一个带虚拟设备的消息代理并连接它',
  host: '服务器地址；SNoti 2.x：snoti.gizwits.com（中国）、ussnoti.gizwits.com（美国）、eusnoti.gizwits.com（欧洲）',
  port: '服务器端口',
  proxy:
    '通过代理连接：`http://`（CONNECT）、`socks5h://` 或 `socks5://`，写作 `[USER:PASSWORD@]HOST[:PORT]`；TLS 仍端到端校验；`none` 忽略环境变量',
  ca: '只信任该文件里的 CA（PEM），不再信任内置的；`NODE_EXTRA_CA_CERTS` 则是在内置的之外追加',
  servername: '发送并校验的域名，与 `--host` 不同时使用',
  pin: '服务器的公钥必须与之相同，写作 sha256/BASE64（`-v` 会显示）；默认与证书链同时校验，加 `--insecure` 则只校验公钥',
  insecure: '不校验服务器证书；每次连接都会警告，除非 `--pin` 已校验公钥',
  filter: '只显示匹配的事件，见“过滤”',
  did: '即 `-f did=…`；多个值用逗号分隔',
  mac: '即 `-f mac=…`；`02:00:5E:00:00:A1`、`02-00-5e-00-00-a1` 等写法都按 `02005e0000a1` 匹配',
  productKey: '即 `-f product_key=…`；多个值用逗号分隔',
  event:
    '即 `-f event_type=…`；也可以用窄终端上显示的短名：`alert`、`fault`、`status`、`raw`、`online`、`offline`',
  json: 'NDJSON：每个事件一行，与服务器发来的逐字节相同；stdout 上没有其他内容',
  enrich:
    '配合 `--json`：每行多一个成员 `_tail`，含 `received_at`、`lag_ms`、解码后的值、标记和变化；其余部分原样不变',
  output: '输出格式',
  fields:
    '配合 `-o tsv` 或 `-o csv`：输出哪些列，写法同过滤的键，另有 `time`；对象和数组写成 JSON；第一行是列名',
  template:
    '每个事件按模板输出一行：`{time} {event_type} {did} {data.temp:>8}`；键的写法同过滤，另有 `time`；`:8` 补足 8 个显示宽度，`:>8` 右对齐；`{{` 和 `}}` 是花括号本身，`\\t`、`\\n` 是制表符和换行',
  watch: '用实时表格代替逐行输出：设备是否在线、最近状态、未恢复的报警；需要终端；按 `?` 查看按键',
  datapoints:
    '产品的数据点定义，用于按数据点显示和过滤原始数据：一个文件，或一个目录（其中每个 `.json` 文件一个定义）',
  highlight: '突出显示匹配的事件：反白，没有颜色时则在行首加 `>`；重复给出时为“或”',
  color: '是否使用颜色；`auto` 遵循 NO_COLOR、FORCE_COLOR 和 TERM',
  noColor: '即 `--color never`',
  time: '事件时间的显示方式',
  tz: '时区，如 `Asia/Shanghai`、`+08:00`',
  utc: '即 `--tz UTC`',
  wrap: '终端里过长的行在内容列下折行，而不是截断',
  diff: '状态事件只显示与该设备上一次状态相比的变化：`PM25=141→147 (+6)`',
  exec: '把要显示的事件交给一条 shell 命令，不再写到 stdout：每批事件以 JSON 行从其 stdin 传入，命令以 0 退出后才 ack，否则一直重试同一批；命令的输出写到 stderr；加 `-o` 或 `--json` 则 stdout 上也有事件',
  batch: '`--exec` 每次运行最多处理多少个事件；`--prefetch` 的默认值随之为其两倍',
  batchTime: '配合 `--exec`：一批事件最多等待后续事件多久',
  execTimeout: '配合 `--exec`：命令运行超过该时长，则连同它启动的所有进程一起终止，并视为失败',
  record: '把收到的每个事件原样写入文件，每行一个，与过滤无关；写入之后才 ack。文件名以 `.gz` 结尾则压缩',
  rotate: '配合 `--record`：达到该大小或时长（如 `100M`、`1h`）后换一个新文件，文件名带有时间',
  keep: '配合 `--rotate`：只保留该录制最新的 n 个文件，删除更旧的',
  metricsFile:
    '把 Prometheus 指标写入该文件，每 10 秒以及结束时整体替换一次；收到 SIGUSR1 则输出到目前为止的汇总',
  count: '显示 n 个事件后退出；只 ack 这 n 个以及它们之前被过滤掉的事件',
  duration: '运行指定时长后退出；曾经连接成功则退出码为 0，若 `--until` 尚未满足则为 124',
  timeout: '连接成功后，超过该时长没有显示任何事件，则以退出码 124 退出',
  until: '显示第一个匹配的事件后以退出码 0 退出；重复给出时为“或”',
  failOn:
    '显示第一个匹配的事件后以退出码 5 退出；重复给出时为“或”；没有真正监视过就绝不会以 0 退出，见 `--max-gap`',
  maxGap:
    '配合 `--fail-on`：从启动算起，没有连接的时间不超过该时长仍算作一直在监视，超过则以退出码 4 退出；心跳会相应变密，以便及时发现断线',
  ack: '从队列中取走哪些事件：`all` 全部（已输出的和被过滤掉的），`matched` 仅显示的，`none` 都不取',
  peek: '只看不取，即 `--ack none`',
  prefetch:
    '服务器最多可有多少个未 ack 的事件在途；每个往返最多 n 个：延迟 40 ms 时，5 对应每秒 125 个，50 对应 1,250 个，500 对应 12,500 个；使用 `--exec` 时默认为 `--batch` 的两倍',
  pingInterval: `多久没有发送数据就发送心跳；必须小于 ${writeDuration(serverTimeout)}`,
  pongTimeout: '发送心跳后多久没有任何响应，即认为连接已断开',
  connectTimeout: 'DNS 解析、TCP 连接、TLS 握手、登录响应各自的超时时间',
  maxRetries: '连续重连失败多少次后放弃',
  noReconnect: '即 `--max-retries 0`',
  maxLine: '超过该长度的行会被跳过并提示',
  quiet: '只输出错误',
  verbose: '同时输出连接过程的各个步骤',
  trace: '输出收发的每一行，secret 已隐去',
  statusLine: '底部的状态行，显示运行情况；`auto` 表示 stdout 和 stderr 是同一个终端时才显示',
  summary: '退出时的统计表；`auto` 表示 stderr 是终端时才显示',
  lang: '帮助和提示信息的语言；供程序读取的输出不变',
}

export const replayOptionTexts: Record<keyof typeof ownReplayOptions, string> = {
  speed: '按 `created_at` 的节奏回放：`1` 为原速，`10` 为十倍速，`max` 为尽可能快；超过一小时的停顿会跳过',
  follow: '到文件末尾后继续等待新内容，与 `tail -F` 相同；文件被截断或被替换时也会继续',
}

export const simulateOptionTexts: Record<keyof typeof simulateOptions, string> = {
  port: '监听端口；0 表示任意空闲端口',
  dialect: '使用哪种协议：`noti1` 消息代理 1.0，`snoti2` SNoti 2.x',
  id: '只接受该企业 id 或 auth_id',
  secret: '只接受该 secret',
  rate: '每秒事件数；0 表示不限速，以预取窗口为限',
  devices: '虚拟设备数量',
  count: '发出 n 个事件后不再产生新事件',
  seed: '随机种子，相同的种子产生相同的事件',
  datapoints:
    '改为模拟这些产品的设备，上报原始数据：一个定义文件，或一个目录（其中每个 `.json` 文件一个定义）',
  events: '改为发送该文件里的事件，每行一个；文件可以是压缩的',
  speed:
    '配合 `--events`：不用 `--rate`，而是按 `created_at` 的节奏发送：`1` 为原速，`10` 为十倍速，`max` 不限速，以预取窗口为限',
  retime: '配合 `--events`：`created_at` 改为发送时的时间',
  loop: '配合 `--events`：发完后从头再来，时间顺延，并使用新的 id',
  scenario: '要模拟的异常，多个用逗号分隔，见下表',
  quiet: '不在 stderr 输出运行日志',
}

export const doctorOptionTexts: Record<keyof typeof ownDoctorOptions, string> = {
  wait: '登录后最多等待事件多久',
}

export const decodeOptionTexts: Record<keyof typeof decodeOptions, string> = {
  datapoints: '产品的数据点定义：一个文件，或一个目录（其中每个 `.json` 文件一个定义）',
  productKey: '有多个定义时，指定数据属于哪个产品',
  hex: '数据都是十六进制；不指定时自动区分十六进制和 base64',
  base64: '数据都是 base64',
  json: '每条数据输出一个 JSON 对象',
  explain: '画出各个字节，并在下方标出各个位和数据点',
  color: tailOptionTexts.color,
  noColor: tailOptionTexts.noColor,
}

const commonTexts: Record<keyof typeof tailClosingOptions | 'lang', string> = {
  lang: tailOptionTexts.lang,
  version: '显示版本号',
  briefHelp: '显示最常用的选项，一屏以内',
  help: '显示全部帮助',
}

/** By command, the texts of all the options that its help shows. */
export const optionTexts = {
  tail: { ...tailOptionTexts, ...commonTexts },
  replay: {
    ...tailOptionTexts,
    ...replayOptionTexts,
    ...commonTexts,
    json: 'NDJSON：每个事件一行，与录制的逐字节相同；stdout 上没有其他内容',
    count: '显示 n 个事件后退出',
    duration: '运行指定时长后退出；若 `--until` 尚未满足则退出码为 124',
    failOn: '显示第一个匹配的事件后以退出码 5 退出；重复给出时为“或”',
    timeout: '超过该时长没有显示任何事件，则以退出码 124 退出',
    verbose: '输出更多信息',
    batch: '`--exec` 每次运行最多处理多少个事件',
  } satisfies Record<keyof typeof replayOptions, string>,
  simulate: { ...simulateOptionTexts, ...commonTexts },
  doctor: {
    ...tailOptionTexts,
    ...doctorOptionTexts,
    ...commonTexts,
    json: '输出一个 JSON 对象：ok、steps、causes',
  } satisfies Record<keyof typeof doctorOptions, string>,
  decode: { ...decodeOptionTexts, ...commonTexts },
  config: commonTexts,
  completion: commonTexts,
  help: commonTexts,
} satisfies Record<CommandName | 'tail', Readonly<Record<string, string>>>
