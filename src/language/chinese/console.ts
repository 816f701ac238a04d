import { translated } from '../text.ts'

/** What is said of a connection, of the queue, and of what happens to them. */
export const console = translated({
  'connecting to {where}': '正在连接 {where}',
  'connecting to {where}, retry {retry}': '正在连接 {where}，第 {retry} 次重试',
  'secure: {address}, {protocol}, {cipher}; certificate {certificate}':
    'TLS 已建立：{address}，{protocol}，{cipher}；证书 {certificate}',
  '--insecure: the server was not verified ({reason})': '--insecure：未校验服务器（{reason}）',
  'logging in to {where}': '正在登录 {where}',
  'connected to {where}': '已连接 {where}',
  'reconnected to {where} after a gap of {gap}': '已重连 {where}，中断了 {gap}',
  'reconnecting once the events that were received are written': '已收到的事件写完后重连',
  'heartbeat sent': '已发送心跳',
  'heartbeat answered after {time}': '心跳已响应，用时 {time}',
  'this machine slept for {time}; checking whether the server still answers':
    '本机休眠了 {time}，正在确认服务器是否仍有响应',
  '{what} (reported once, counted in the summary): {text}': '{what}（只提示一次，次数见汇总）：{text}',
  'connection lost: {message}; trying again in {time}': '连接断开：{message}；{time} 后重试',
  '{message}; trying again in {time}': '{message}；{time} 后重试',
  'waiting {left} before connecting to {where} again': '{left} 后重连 {where}',
  'the server sent a line that is not one JSON object; skipped': '服务器发来的一行不是 JSON 对象，已跳过',
  'the server sent a message of an unknown kind; skipped': '服务器发来未知类型的消息，已跳过',
  'the server rejected a message as invalid': '服务器认为某条消息无效',
  'the server sent a login reply that was not asked for; ignored': '服务器发来多余的登录响应，已忽略',
  'the login reply has a result that is not a boolean; treated as true':
    '登录响应的 result 不是布尔值，按 true 处理',
  'an event has no delivery_id, so it cannot be acked': '有的事件没有 delivery_id，无法 ack',
  'the server sent an event before the login reply; held until the reply comes':
    '服务器在登录响应之前发来事件，等收到响应后再处理',
  'the server sent a line over --max-line; skipped': '服务器发来的一行超过 --max-line，已跳过',
  'lines that are not JSON': '不是 JSON 的行',
  'messages of an unknown kind': '未知类型的消息',
  'invalid_msg from the server': '服务器发来的 invalid_msg',
  'login replies that were not asked for': '多余的登录响应',
  'login replies with a result that is not a boolean': 'result 不是布尔值的登录响应',
  'events without delivery_id': '没有 delivery_id 的事件',
  'events before the login reply': '登录响应之前的事件',
  'lines over --max-line': '超过 --max-line 的行',
  'looking up the host name': '正在解析域名',
  'host name found; connecting': '域名已解析，正在连接',
  'looking up the name of the proxy': '正在解析代理的域名',
  'connecting to the proxy': '正在连接代理',
  'asking the proxy for a connection to the server': '正在请求代理连接服务器',
  'TCP connection made; setting up TLS': 'TCP 已连接，正在建立 TLS',
  'the certificate does not verify; is its key trusted?': '证书校验未通过，正在确认其公钥是否受信任',
  'acking every event: no other consumer gets it (--peek acks none)':
    '全部事件都会 ack，其他消费者不会再收到（--peek 则都不 ack）',
  'acking only what matches: no other consumer gets those, the rest stay queued':
    '只 ack 匹配的事件，其他消费者不会再收到它们；其余留在队列中',
  'acking every event of {subkeys}: clients with the same subkey do not get it, others get their own copy. A subkey that nobody reads any more collects events for about three days':
    'ack {subkeys}的全部事件：相同 subkey 的客户端不会再收到，其他 subkey 各有一份副本。不再读取的 subkey 会继续积压事件约三天',
  'acking only what matches of {subkeys}: clients with the same subkey do not get those, the rest stay queued for about three days':
    '只 ack {subkeys}中匹配的事件：相同 subkey 的客户端不会再收到它们；其余在队列中保留约三天',
  'peek: acking nothing, so at most {prefetch} events are shown (--prefetch), then quiet':
    '只看不取：不 ack 任何事件，因此最多显示 {prefetch} 个事件（--prefetch），之后不再有输出',
  '{prefetch} events could not be acked, because they had no id or could not be read, and fill the window (--prefetch): the server sends no more':
    '{prefetch} 个事件没有 id 或无法读取，不能 ack，已占满预取窗口（--prefetch）：服务器不再发送',
  '{prefetch} events that do not match are un-acked and fill the window: the server sends no more. Raise --prefetch, or use --ack all to take them too':
    '{prefetch} 个不匹配的事件没有 ack，已占满预取窗口：服务器不再发送。请增大 --prefetch，或用 --ack all 把它们也取走',
  'peek: {prefetch} events are un-acked and fill the window (--prefetch): the server sends no more. They go back to the queue when this ends; --prefetch up to {most} shows more':
    '只看不取：{prefetch} 个事件没有 ack，已占满预取窗口（--prefetch）：服务器不再发送。退出后它们回到队列；要看更多，可把 --prefetch 增大到 {most}',
  'the subkey {name}': 'subkey {name} ',
  'the subkeys {names}': 'subkey {names} ',
  '{prefetch} events per round trip of {ms}ms, {rate}/s':
    '每个往返（{ms}ms）最多 {prefetch} 个事件，每秒 {rate} 个',
  'the window holds the stream back: {now}; --prefetch {enough} would lift it':
    '预取窗口限制了速度：{now}；--prefetch {enough} 即可解除',
  'events with a created_at that cannot be right: over 4 days old, or in the future':
    'created_at 不合理的事件：4 天以前，或在将来',
  'alarms forgotten while raised: more devices had one than are remembered':
    '未恢复就不再跟踪的报警：有报警的设备过多',
})
