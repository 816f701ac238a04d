import { translated } from '../text.ts'

/** What is wrong with a file that an option names, with its secret, or with what is written. */
export const files = translated({
  'cannot write metrics: {why}': '无法写入指标：{why}',
  'cannot write a temporary file: {why}': '无法写入临时文件：{why}',
  'TMPDIR must name a folder that can be written to.': 'TMPDIR 必须是可写的目录。',

  '{path} exists, and nothing can be added to a .gz': '{path} 已存在，而 .gz 文件不能追加',
  'the last line of {path} had no end; it has one now': '{path} 的最后一行缺少换行，已补上',
  'the last line of {path} was cut, and was removed; its event was not acked by the run that wrote it':
    '{path} 的最后一行不完整，已删除；写入它的那次运行没有 ack 这个事件',
  'recording every event to {path}': '全部事件录制到 {path}',
  'recording every event to {path}, to a new file every {time}':
    '全部事件录制到 {path}，每 {time} 换一个新文件',
  'recording every event to {path}, to a new file at {size}':
    '全部事件录制到 {path}，达到 {size} 换一个新文件',
  '--record: cannot record to {path}: {why}': '--record：无法录制到 {path}：{why}',
  'cannot record to {path}: the disk is full': '无法录制到 {path}：磁盘已满',
  'its folder does not exist': '所在目录不存在',
  'stdout or stderr is written to it': 'stdout 或 stderr 正在写入它',

  '--secret-file: {name} is longer than 64 KB; it must contain only the secret':
    '--secret-file：{name} 超过 64 KB；文件里只能有 secret',
  'others on this machine can read {path}: chmod 600 it': '本机其他用户可以读取 {path}，请执行 chmod 600',
  'it is a terminal; give - to be asked for the secret': '这是终端；要提示输入 secret，请写 -',
  'Auth secret of product {key}: ': '产品 {key} 的 auth_secret：',
  'an answer of more than {n} characters cannot be a credential': '输入超过 {n} 个字符，不可能是凭证',
  'the secret of {key}': '{key} 的 secret',
  '{name}: the secret of {key}': '{name}：{key} 的 secret',
  'no product: give --product PRODUCT_KEY:AUTH_ID': '缺少产品：请用 --product PRODUCT_KEY:AUTH_ID',
  'No account? gizwits-tail --demo --dialect snoti2 shows simulated devices.':
    '没有账号？gizwits-tail --demo --dialect snoti2 可以查看虚拟设备。',
  'no auth secret for product {key}: none is given': '缺少产品 {key} 的 auth_secret',
  'no auth secret for product {key}: {name} has no line':
    '缺少产品 {key} 的 auth_secret：{name} 里没有它的那一行',
  'Give --secret-file PATH or --secret SECRET, or set {variable}; for several products the file has a line each: PRODUCT_KEY SECRET':
    '请用 --secret-file PATH 或 --secret SECRET，或设置 {variable}；多个产品时文件每行一个：PRODUCT_KEY SECRET',

  "{name}: '…' is not valid. {demand}": "{name}：'…' 无效。{demand}",
  'Correct the variable, or give --proxy none.': '请改正该变量，或使用 --proxy none。',
  'It must be twelve hexadecimal digits, such as 02:00:5e:00:00:a1, or have a * for the missing ones: 02:00:5e:*.':
    '必须是 12 位十六进制数，如 02:00:5e:00:00:a1；省略的部分写 *，如 02:00:5e:*。',
  '--enrich adds a member to the lines of --json; give --json too':
    '--enrich 是在 --json 的每行中增加成员，要和 --json 一起使用',
  '--fields names the columns of -o tsv and -o csv; give one of them too':
    '--fields 指定 -o tsv 和 -o csv 的列，要和其中之一一起使用',
  '--highlight is about pretty output; leave out the other format, or --highlight':
    '--highlight 只用于 pretty 输出；请去掉另一种格式，或去掉 --highlight',
  '{flag} is about stdout, which --exec replaces; -o pretty brings it back':
    '{flag} 只影响 stdout，而 --exec 不输出到 stdout；加上 -o pretty 则照常输出',
  '--watch draws on a terminal, but stdout is not one': '--watch 需要终端，而 stdout 不是终端',
  '--watch draws on a terminal, but TERM is dumb, a terminal that cannot move its cursor':
    '--watch 需要能移动光标的终端，而 TERM 是 dumb',
  'Without --watch events are shown as lines.': '不加 --watch 则逐行显示事件。',

  'replay: no file is named; it must have one event per line, as --json prints them':
    'replay：没有指定文件；文件每行一个事件，即 --json 输出的格式',
  'For events from stdin: gizwits-tail replay -': '从 stdin 读取事件：gizwits-tail replay -',
  'replay: - is given twice, but there is one stdin': 'replay：写了两次 -，而 stdin 只有一个',
  '--follow takes one file; {n} are given': '--follow 只能跟随一个文件，而给出了 {n} 个',
  '--follow takes the name of a file; a pipe is read until it ends without it':
    '--follow 需要文件名；管道不加 --follow 也会一直读到结束',
  '--record: {path} is one of the files that are replayed': '--record：{path} 正是要回放的文件之一',

  '{name} is not UTF-8, nor UTF-16 with a byte order mark': '{name} 既不是 UTF-8，也不是带 BOM 的 UTF-16',
  '{name} is empty; it must hold one event per line': '{name} 是空文件；必须每行一个事件',
  '{name} has only blank lines; it must hold one event per line': '{name} 只有空行；必须每行一个事件',
  '{name} is longer than {n} MB': '{name} 超过 {n} MB',
  'Unpack it first: {command}': '请先解压：{command}',
  'To serve a part of it: {command}': '只发送其中一部分：{command}',
  'line {line}: {what}': '第 {line} 行：{what}',
  '{name}: {n} of {all} lines is not an event': '{name}：{all} 行中有 {n} 行不是事件',
  '{name}: {n} of {all} lines are not events': '{name}：{all} 行中有 {n} 行不是事件',
  'not one JSON object': '不是 JSON 对象',
  'not UTF-8': '不是 UTF-8',
  'an object without cmd': '对象没有 cmd',
  'cmd is {given}, not "{push}"': 'cmd 是 {given}，不是 "{push}"',
  'no string': '非字符串',
  'Write it in UTF-8: {command}': '请转换为 UTF-8：{command}',
  'Write one event per line: {command}': '请改为每行一个事件：{command}',

  '{given}: {path} has no definition that can be used': '{given}：{path} 中没有可用的定义',
  '{given}: the folder {path} has no .json file': '{given}：目录 {path} 中没有 .json 文件',
  'left out {file}': '已忽略 {file}',
})
