import { translated } from '../text.ts'

/** What to use instead of the options of other tools. */
export const otherTools = translated({
  'Following is the default; -n and --duration stop it': '默认就会持续输出；用 -n 或 --duration 结束',
  'Events are shown as they arrive; the server does not keep acked events':
    '事件到达时即显示；服务器不保留已 ack 的事件',
  '--json prints each event on one line, as the server sent it':
    '--json 每行输出一个事件，与服务器发来的相同',
  "-f 'key=~regex' searches a member, such as -f 'data.attr_name=~^temp'":
    "-f 'key=~regex' 按正则查找某个成员，如 -f 'data.attr_name=~^temp'",
  "-f selects events, such as -f 'data.temp>30'; jq does the rest":
    "-f 选择事件，如 -f 'data.temp>30'；其余用 jq 处理",
  'Credentials are --id with --secret or --secret-file': '凭证用 --id 加 --secret 或 --secret-file',
  '--did takes the id of a device, --mac its address': '--did 是设备 id，--mac 是设备的 mac',
  '-n stops after that many events': '-n 显示指定数量的事件后退出',
  "-f 'key!~regex' excludes what matches": "-f 'key!~regex' 排除匹配的事件",
  '-o sets the output format, -T a template; --json is NDJSON':
    '-o 设置输出格式，-T 设置模板；--json 是 NDJSON',
  '-o csv prints columns, --fields chooses them': '-o csv 输出各列，--fields 选择列',
  '-o tsv prints columns, --fields chooses them': '-o tsv 输出各列，--fields 选择列',
  '--fields names the columns of -o tsv and -o csv': '--fields 指定 -o tsv 和 -o csv 的列',
  'Pretty is the default; --json is the other output': '默认就是 pretty；--json 是另一种输出',
  '--time sets how times are shown': '--time 设置时间的显示方式',
  '--tz takes a time zone': '--tz 设置时区',
  '--duration stops after a time, --timeout if nothing was shown for a time':
    '--duration 到时退出，--timeout 在一段时间没有事件时退出',
  '--timeout stops if nothing was shown for a time': '--timeout 在一段时间没有事件时退出',
  '--ca takes a file of CAs': '--ca 指定 CA 文件',
  '--pin takes sha256/BASE64': '--pin 写作 sha256/BASE64',
  '--proxy takes the URL of a proxy': '--proxy 指定代理的 URL',
  '--proxy takes socks5://HOST:PORT': '--proxy 写作 socks5://HOST:PORT',
  '--proxy none connects directly; NO_PROXY has servers to connect to directly':
    '--proxy none 直接连接；NO_PROXY 列出直接连接的服务器',
  '-q prints errors only': '-q 只输出错误',
  '-v prints the steps of the connection, --trace every line': '-v 输出连接的各个步骤，--trace 输出每一行',
  'GIZWITS_CONFIG names the config file, --profile a profile in it':
    'GIZWITS_CONFIG 指定配置文件，--profile 指定其中的 profile',
  '--profile takes the name of a profile': '--profile 指定配置文件中 profile 的名称',
  '--port takes the port': '--port 指定端口',
  'The server is --host with --port': '服务器用 --host 和 --port 指定',
  '-e takes event types': '-e 指定事件类型',
  '--peek shows events and leaves them in the queue': '--peek 显示事件，但不从队列中取走',
  '--max-retries limits reconnects': '--max-retries 限制重连次数',
  '--prefetch limits the un-acked events': '--prefetch 限制未 ack 的事件数',
})
