import type { EventTypeName } from '../../event/event-map.ts'
import type { FilterFormName } from '../../filter/filter-forms.ts'
import type { outputFormats } from '../../format/formats.ts'
import type { TimeStyle } from '../../format/time-format.ts'
import type { ScenarioName } from '../../simulator/scenarios.ts'

/** The rows of the README's tables in Chinese; the compiler reports one that is missing. */

export const filterFormTexts: Record<FilterFormName, string> = {
  equals: '等于该值，或等于列表 a,b 中的任意一个；`*` 匹配任意文本，`?` 匹配任意一个字符；重复给出时为“或”',
  differs: '不等于该值，也不在列表中；事件没有该键时也成立',
  finds: '值中能找到该正则表达式（RE2）；`(?i)` 表示忽略大小写',
  lacks: '值中找不到该正则表达式；事件没有该键时也成立',
  above: '是数字，且大于该值',
  atLeast: '是数字，且大于或等于该值',
  below: '是数字，且小于该值',
  atMost: '是数字，且小于或等于该值',
  present: '事件有该键，值为 null 也算',
  absent: '事件没有该键',
  and: '两个条件都成立；优先于 or',
  or: '至少一个条件成立',
  not: '条件不成立',
  group: '括号用于分组：(A or B) and C',
}

export const eventTypeTexts: Record<EventTypeName, string> = {
  device_online: '设备上线',
  device_offline: '设备下线',
  device_status_kv: '设备状态：按名称给出的数据点',
  device_status_raw: '设备状态：原始数据，base64',
  attr_alert: '报警发生或取消',
  attr_fault: '故障发生或恢复',
  device_bind: '用户绑定设备',
  device_unbind: '用户解绑设备',
  device_reset: '设备重置',
  device_file_download: '设备文件下载',
  app2dev_kv: '下发给设备的数据点，按名称给出',
  app2dev_raw: '下发给设备的原始数据，base64',
  device_gps_kv: '设备的 GPS 定位',
  device_lbs_kv: '设备的基站定位，带地址',
  sub_device_added: '网关添加子设备',
  sub_device_deleted: '网关删除子设备',
  datapoints_changed: '产品的数据点变更',
}

export const formatTexts: Record<keyof typeof outputFormats, string> = {
  pretty: '按列对齐，便于阅读',
  json: '每个事件一行，与服务器发来的逐字节相同（即 `--json`）',
  tsv: '以制表符分隔的列（`--fields`）；值里的制表符写作 `\\t`',
  csv: '以逗号分隔的列，遵循 RFC 4180（`--fields`）',
}

export const timeTexts: Record<TimeStyle, string> = {
  local: 'HH:MM:SS.mmm；日期变化时先输出一行日期',
  iso: '日期、时间和时区偏移：2026-11-23T09:30:00.000+08:00',
  relative: '距现在多久：3s ago；实时事件总是 now，此时用 `delta` 更合适',
  delta: '距上一行多久：+0.412s',
  epoch: '自 1970 年以来的秒数（UTC）',
  none: '不显示时间',
}

export const scenarioTexts: Record<ScenarioName, string> = {
  drop: '不时断开连接，其中一半断在一行的中间',
  reset: '不时重置 TCP 连接（RST）',
  stall: '发出若干事件后不再响应：没有事件，也没有 pong，但仍在读取',
  'black-hole': '发出若干事件后既不读也不写，连接保持不断',
  'no-heartbeat': '发出若干事件后回复 "No Heartbeat!" 并断开',
  'no-pong': '从不响应心跳',
  trickle: '每次只发一个字节，每个字节一个 TLS 记录',
  burst: '积攒一批事件后一次写出',
  garbage: '在事件之间发送不是 JSON、不是消息或不是事件的行',
  hostile: '在事件之间发送恶意的行：极深的嵌套、非法 UTF-8、终端转义序列等',
  huge: '不时推送几 MB 的事件',
  'odd-ids': 'delivery_id 大于 2^53，或是字符串、带转义和中文的字符串、1.0、1e0',
  'slow-login': '2 到 5 秒后才响应登录',
  refuse: '拒绝所有登录',
  'refuse-later': '接受第一次登录，发出若干事件后断开，之后的登录都拒绝',
  flap: '接受登录后立即断开，连续数次之后才正常服务一段时间',
}

/** Defaults that are descriptions rather than values. */
export const defaultTexts: Readonly<Record<string, string>> = {
  'that of the config file': '配置文件中的 `default`',
  'no limit': '不限',
  any: '任意',
  all: '全部',
  'noti1; snoti2 with --product': '`noti1`；有 `--product` 时为 `snoti2`',
  'HTTPS_PROXY or ALL_PROXY, unless NO_PROXY has the server':
    '`HTTPS_PROXY` 或 `ALL_PROXY`，服务器在 `NO_PROXY` 里则除外',
  '5 until the first login, then no limit': '首次登录成功前 5 次，之后不限',
  'max; with --watch 1': '`max`；有 `--watch` 时为 `1`',
  'that of LC_ALL, LC_MESSAGES or LANG': '由 `LC_ALL`、`LC_MESSAGES`、`LANG` 决定',
  'noti.gizwitsapi.com; snoti2: snoti.gizwits.com': '`noti.gizwitsapi.com`；snoti2 为 `snoti.gizwits.com`',
  '2015; snoti2: 2017': '`2015`；snoti2 为 `2017`',
  'local; tsv and csv: iso': '`local`；tsv 和 csv 为 `iso`',
}

/** By exit code. */
export const exitCodeTexts: Readonly<Record<number, string>> = {
  0: '正常结束：达到 `-n`、`--duration` 或 `--until`，或下游进程已退出',
  1: '其他错误，原因见 stderr；`--until` 满足之前已达到 `-n` 或下游进程已退出也属此类',
  2: '用法错误：选项、过滤表达式有误，或缺少凭证',
  3: '服务器拒绝登录',
  4: '从未连接成功、重试次数用尽、超过 `--max-gap`，或证书校验未通过',
  5: '有事件匹配 `--fail-on`',
  124: '`--timeout`：连接后该时长内没有显示任何事件；或 `--duration` 已到而 `--until` 尚未满足',
  129: 'SIGHUP（终端已关闭）；被忽略时不受影响，例如在 nohup 下',
  130: 'SIGINT（Ctrl-C）',
  131: 'SIGQUIT（Ctrl-\\）',
  143: 'SIGTERM；在 Windows 上还有 Ctrl-Break',
}
