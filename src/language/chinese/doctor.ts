import { translated } from '../text.ts'

/** What the doctor reports. */
export const doctor = translated({
  'The clock of this machine is behind. Set it, for example by NTP.': '本机时钟慢了。请校准，例如用 NTP。',
  'The host or the port is wrong: {host}:{port}. The public servers are {servers}. Try --host HOST --port PORT.':
    '主机或端口有误：{host}:{port}。公共服务器是 {servers}。请用 --host HOST --port PORT 重试。',
  'The port speaks no TLS, or is of another program. {more}': '该端口不是 TLS，或被其他程序占用。{more}',
  'The server, or something between, drops connections that are logged in. Try gizwits-tail -v, and watch the heartbeats.':
    '服务器或中间设备断开了已登录的连接。请运行 gizwits-tail -v 并观察心跳。',
  'The server, or something between, drops connections that are logged in. Try gizwits-tail -v.':
    '服务器或中间设备断开了已登录的连接。请运行 gizwits-tail -v。',
  'The clock of this machine is wrong. Check it with date.': '本机时钟有误。请用 date 检查。',
  'The server has an old certificate. Ask who runs it.': '服务器证书已过期。请联系服务器的维护者。',
  'The server has another name than its address. Try --servername NAME.':
    '服务器证书的域名与所连的地址不同。请用 --servername NAME 重试。',
  'A company’s firewall or a virus scanner intercepts TLS with a CA of its own. Get that CA from the administrator, and try --ca FILE.':
    '公司防火墙或杀毒软件用自己的 CA 拦截了 TLS。请向管理员索取该 CA，再用 --ca FILE 重试。',
  'It is your own server. Trust its CA with --ca FILE, or its key with -k --pin {pin}.':
    '如果是自己的服务器，可用 --ca FILE 信任其 CA，或用 -k --pin {pin} 信任其公钥。',
  'The IP whitelist of the enterprise, or a firewall, does not let this machine in. Add its public address in the developer center, or try from another network.':
    '企业的 IP 白名单或防火墙不允许本机连接。请在开发者中心加入本机的公网地址，或换一个网络重试。',
  'This network reaches the Internet by a proxy only. Try --proxy http://HOST:PORT.':
    '本网络只能通过代理上网。请用 --proxy http://HOST:PORT 重试。',
  'The proxy is wrong, or not needed. Try --proxy none.': '代理有误，或不需要代理。请用 --proxy none 重试。',
  'The DNS of this machine does not work, or does not resolve outside names. Try another name with nslookup.':
    '本机 DNS 不可用，或不能解析外部域名。请用 nslookup 解析其他域名试试。',
  'A company’s firewall or a virus scanner intercepts TLS. Try another network, or --proxy URL.':
    '公司防火墙或杀毒软件拦截了 TLS。请换一个网络，或用 --proxy URL 重试。',
  'The id or the secret is wrong, or of another account. Copy both again from the developer center; try --id ID without --secret, and paste the secret.':
    '企业 id 或 secret 有误，或属于别的账号。请从开发者中心重新复制；可以只写 --id ID、不写 --secret，在提示时粘贴 secret。',
  'The server is of the other service, SNoti 2.x. Try --product PRODUCT_KEY:AUTH_ID instead of --id.':
    '这是另一种服务（SNoti 2.x）的服务器。请用 --product PRODUCT_KEY:AUTH_ID 代替 --id。',
  'The auth_id, its secret or the product key is wrong: each auth_id is of one product. Copy them again; try --product PRODUCT_KEY:AUTH_ID.':
    'auth_id、auth_secret 或 product_key 有误：每个 auth_id 只属于一个产品。请重新复制，再用 --product PRODUCT_KEY:AUTH_ID 重试。',
  'The server is of the other service, message proxy 1.0. Try --id ID instead of --product.':
    '这是另一种服务（消息代理 1.0）的服务器。请用 --id ID 代替 --product。',
  'Likely causes, in this order:': '可能的原因（按可能性排序）：',
  'not tried': '未执行',
  none: '无',
  'accepted by {where}, {dialect}': '{where} 已接受登录，{dialect}',
  answered: '已响应',
  '{event}, left in the queue': '{event}，仍留在队列中',
  'an event': '一个事件',
  'none within {time}: the queue is empty, or others take the events':
    '{time} 内没有事件：队列为空，或事件被其他消费者取走',
  'the event does not say when it was created': '事件没有产生时间',
  'the event was created {time} ago': '事件产生于 {time} 前',
  'the event was created {time} in the future: the clock of this machine is behind, or that of the device ahead':
    '事件的产生时间比现在晚 {time}：本机时钟慢了，或设备时钟快了',
  'not verified: {reason}': '未通过校验：{reason}',
  'trusted by its key: {reason}': '按公钥信任：{reason}',
  verified: '校验通过',
  ', and {n} more': '，另有 {n} 个',
  certificate: '证书  ',
  'for        ': '域名  ',
  'chain      ': '证书链',
  'public key ': '公钥  ',
  'self-signed': '自签名',
  '{host} is an address': '{host} 是 IP 地址',
  '{host}: {list}': '{host}：{list}',
  '{where} in {n}ms': '{where}，用时 {n}ms',
  'checking {step}': '正在检查 {step}',
  'through {proxy} ({source})': '通过{proxy}（{source}）',
})
