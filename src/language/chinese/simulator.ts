import { translated } from '../text.ts'

/** What the simulator logs. */
export const simulator = translated({
  'client {n}: {text}': '客户端 {n}：{text}',
  'connected from {address}': '已连接，来自 {address}',
  'no login within 30 s': '30 秒内没有登录',
  'nothing received for five minutes': '五分钟没有收到数据',
  'shutting down': '模拟器退出',
  'scenario {name}': '场景 {name}',
  '{why}: sends nothing from now on': '{why}：此后不再发送',
  '{why}: reads and sends nothing from now on': '{why}：此后不再读取和发送',
  '{why}, after five minutes': '{why}，已过五分钟',
  'closed by the broker: {why}': '由模拟器关闭：{why}',
  'reset by the broker: {why}': '由模拟器重置：{why}',
  'closed by the client': '由客户端关闭',
  'reset by the client': '由客户端重置',
  'lost: the client’s machine no longer answers': '连接丢失：客户端所在的机器没有响应',
  'lost: {why}': '连接丢失：{why}',
  '1 un-acked event goes back': '1 个未 ack 的事件退回队列',
  '{n} un-acked events go back': '{n} 个未 ack 的事件退回队列',
  'its last {n} bytes had no line end': '最后 {n} 字节没有换行',
  '{n} of its lines were not understood': '共 {n} 行无法识别',
  'not understood: {reason}': '无法识别：{reason}',
  'not understood: {reason} ({n} such lines so far)': '无法识别：{reason}（累计 {n} 行）',
  'acked {id}, the id of no un-acked event here: it gets no more events':
    'ack 了 {id}，但没有这个未 ack 的事件：不再向它推送事件',
  'logged in as {who}, at most {n} un-acked': '以 {who} 登录，最多 {n} 个未 ack 的事件',
  'logged in as {who}, at most {n} un-acked (no prefetch_count given)':
    '以 {who} 登录，最多 {n} 个未 ack 的事件（没有给出 prefetch_count）',
  'login refused: {reason}': '拒绝登录：{reason}',
  'login refused: {reason} (scenario {name})': '拒绝登录：{reason}（场景 {name}）',
  'queue {key}: full, and nobody takes its events: the oldest are dropped':
    '队列 {key} 已满且无人读取，丢弃最早的事件',
  'a client failed at TLS: {why}': '有客户端 TLS 握手失败：{why}',
  'the server: {why}': '服务器：{why}',
  'cannot listen on {host}, port {port}: {why}': '无法监听 {host} 的 {port} 端口：{why}',
  'something else listens there': '端口已被占用',
  '--port 0 takes any free port': '--port 0 使用任意空闲端口',
  '{n} devices of products with {points} data points are too many; at most {most} can be simulated':
    '{n} 台设备过多（产品有 {points} 个数据点），最多可模拟 {most} 台',
  'events without delivery_id, which get one: {n}': '没有 delivery_id、由模拟器补上的事件：{n} 个',
})
