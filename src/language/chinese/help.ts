import { translated } from '../text.ts'

/** What help says beside the tables of options. */
export const help = translated({
  'Tail the event stream of Gizwits (机智云) devices: log in, show events as they happen, ack them.':
    '实时查看机智云（Gizwits）设备事件流：登录，逐条显示事件，并 ack。',
  'Usage: ': '用法：',
  '[options]': '[选项]',
  '[command]': '[命令]',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Examples:': '示例：',
  'Filters:': '过滤：',
  'Exit codes:': '退出码：',
  'Scenarios:': '异常场景：',
  'Actions:': '操作：',
  'All options: {help}': '全部选项：{help}',
  'Commands: {names}\nAll options: {help}': '命令：{names}\n全部选项：{help}',
  'All options, and what scenarios there are: {help}': '全部选项和异常场景：{help}',
  'How to install a script: {help}': '安装补全脚本的方法：{help}',
  '{about} (default: {values})': '{about}（默认：{values}）',
  '{text} (env: {name})': '{text}（环境变量：{name}）',
  '"{word}"': '{word}',
  '{known} (choices: {words})': '{known}（可选值：{words}）',

  'Login:': '登录：',
  'Server and TLS:': '服务器与 TLS：',
  'What to show:': '显示哪些事件：',
  'How to show it:': '显示方式：',
  'Where events go:': '输出到哪里：',
  'When to end:': '结束条件：',
  'Queue and connection:': '队列与连接：',
  'Running for long:': '长期运行：',
  'Messages on stderr:': 'stderr 上的提示信息：',
  'Other:': '其他：',
  'How to read it:': '读取方式：',
  'What to read:': '读取内容：',
  'The report:': '诊断报告：',
  'Where to listen:': '监听：',
  'What to serve:': '发送内容：',
  'How to misbehave:': '模拟异常：',

  'run a local TLS broker that speaks the protocol, for anyone’s client':
    '在本地运行一个协议相同的 TLS 消息代理，任何客户端都可以连接',
  'show recorded events, with the options of the tail; - for stdin':
    '显示录制的事件，选项与实时查看相同；- 表示 stdin',
  'check a connection step by step: where it fails, likely causes, what to try':
    '逐步检查连接：在哪一步失败、可能的原因、如何处理',
  'explain raw payloads, hex or base64; - for one in each line of stdin':
    '解析原始数据，十六进制或 base64；- 表示从 stdin 读取，每行一条',
  'profiles: named sets of options in a config file, for --profile':
    '管理配置文件中的 profile（一组命名的选项），供 --profile 使用',
  'print a completion script for bash, zsh, fish or PowerShell':
    '输出 bash、zsh、fish 或 PowerShell 的补全脚本',
  'print the help of a command': '显示某个命令的帮助',

  'write a config file with comments that only you can read; an existing one stays':
    '新建带注释的配置文件，仅本人可读；已有的文件不会改动',
  'the profiles, one per line; * marks the default': '列出全部 profile，每行一个；* 表示默认',
  'the profile NAME, or the one that would be used; secrets are masked':
    '显示名为 NAME 的 profile，不写则显示当前会使用的；secret 已隐去',
  'report everything that is wrong in the file; exit code 2 if there is anything':
    '检查文件并列出所有错误；有错误则退出码为 2',
  'where the file is': '显示文件的位置',

  'no account: simulated devices': '无需账号',
  'enterprise (message proxy 1.0)': '消息代理 1.0',
  'product (SNoti 2.x)': 'SNoti 2.x',
  'NDJSON, byte for byte': 'NDJSON 原样',
  'alerts only': '只看报警',
  'hot, and one device': '高温，一台设备',
  'look without taking events': '只看不取',
  'in CI: 124 if nothing came': 'CI：无事件则 124',
  'in CI: 5 at a fault': 'CI：有故障则 5',
  'a broker that misbehaves': '模拟异常',
  'for people': '便于阅读',
  filtered: '过滤',
  'at ten times its pace': '十倍速',
  'and what is added': '并等待新增内容',
  stdin: '从 stdin 读取',
  'devices, on port 2015': '虚拟设备，端口 2015',
  'SNoti 2.x, on port 2017': 'SNoti 2.x，端口 2017',
  'a product of yours': '自己的产品',
  'recorded events': '录制的事件',
  'message proxy 1.0': '消息代理 1.0',
  'SNoti 2.x': 'SNoti 2.x',
  'what a healthy connection looks like': '正常的连接是什么样的',
  'envelope and action': '封包和 action',
  'attributes by name': '按名称显示数据点',
  'drawn bit by bit': '逐位画出',
  'one per line': '每行一条',
  'print the script of a shell': '输出某个 shell 的脚本',

  'Install it once:': '只需安装一次：',
  '{title}:': '{title}：',
  'bash with the package bash-completion': 'bash，已安装 bash-completion',
  'bash without it: in ~/.bashrc': 'bash，未安装 bash-completion，写入 ~/.bashrc',
  zsh: 'zsh',
  'and in ~/.zshrc; if that calls compinit already, add the first line before it':
    '并写入 ~/.zshrc；其中已有 compinit 时，把第一行加在它之前',
  fish: 'fish',
  'PowerShell: in $PROFILE': 'PowerShell，写入 $PROFILE',
  'The script asks the program at each Tab, so an update needs no new one. To complete an alias in bash: complete -o nospace -F _gizwits_tail ALIAS':
    '每次按 Tab 时脚本都会调用程序，因此升级后无需重新安装。在 bash 里补全别名：complete -o nospace -F _gizwits_tail ALIAS',
  'completion: no shell is named; it must be {list}': 'completion：没有指定 shell，必须是 {list}',
  'completion: there is no script for {shell}; it must be {list}':
    'completion：没有 {shell} 的补全脚本，必须是 {list}',
})
