import { translated } from '../text.ts'

/** Why there is no connection, and what to check. */
export const connection = translated({
  '{where} does not speak TLS': '{where} 不是 TLS 服务',
  '{where} offers only a TLS version older than 1.2': '{where} 只支持低于 1.2 的 TLS 版本',
  'no route to {where} ({code})': '没有到 {where} 的路由（{code}）',
  'no such host: {host} ({code})': '找不到主机 {host}（{code}）',
  '{host} cannot be resolved at the moment (EAI_AGAIN)': '{host} 暂时无法解析（EAI_AGAIN）',
  '{where} refused the connection (ECONNREFUSED)': '{where} 拒绝连接（ECONNREFUSED）',
  '{where} reset the connection (ECONNRESET)': '{where} 重置了连接（ECONNRESET）',
  '{where} closed the connection during a write (EPIPE)': '{where} 在写入时关闭了连接（EPIPE）',
  '{where} did not answer (ETIMEDOUT)': '{where} 没有响应（ETIMEDOUT）',
  'unknown error': '未知错误',
  'Check --host and --port. A firewall or the enterprise’s IP whitelist may also refuse the connection.':
    '请检查 --host 和 --port。也可能是防火墙或企业的 IP 白名单拒绝了连接。',
  'The service speaks TLS: check --host and --port.': '服务使用 TLS，请检查 --host 和 --port。',
  'The server must offer TLS 1.2 or newer; no option allows older versions.':
    '服务器必须支持 TLS 1.2 或更高版本；没有选项可以放宽这一要求。',
  'Check the network of this machine.': '请检查本机网络。',
  'Check --host for a typo.': '请检查 --host 是否写错。',
  'Check the DNS of this machine.': '请检查本机 DNS。',
  '{step} took longer than {n}s': '{step}超时（{n}s）',
  'the DNS lookup': 'DNS 解析',
  'the TCP connection': 'TCP 连接',
  'the DNS lookup of the proxy': '代理的 DNS 解析',
  'the TCP connection to the proxy': '到代理的 TCP 连接',
  'the reply of the proxy': '代理的响应',
  'the TLS handshake': 'TLS 握手',
  'the decision about the certificate': '证书确认',
  'the answer to the login': '登录响应',
  'Check --host, and the DNS of this machine.': '请检查 --host 和本机 DNS。',
  'Check the name of the proxy, and the DNS of this machine.': '请检查代理的域名和本机 DNS。',
  'Check the host and port of the proxy.': '请检查代理的地址和端口。',
  'Check whether it is that kind of proxy, http:// or socks5h://, and whether it can reach the server.':
    '请检查代理类型是否正确（http:// 或 socks5h://），以及代理能否连到服务器。',
  'Check --host, --port, the network and the enterprise’s IP whitelist; --connect-timeout allows more time.':
    '请检查 --host、--port、网络和企业的 IP 白名单；--connect-timeout 可以延长时限。',
  'nothing was received for {n}s after a ping': '发送心跳后 {n}s 内没有收到任何数据',
  '{message} before it answered the login': '{message}，此时尚未响应登录',
  '(no message)': '（没有说明）',
  'id and secret must both be given': 'id 和 secret 都必须给出',
  'no product to log in to': '没有指定要登录的产品',
  'product {key} with the subkey {subkey} is given twice': '产品 {key}（subkey {subkey}）写了两次',
  'product {key}: no {what}': '产品 {key}：缺少 {what}',
  '(no key)': '（无 product_key）',
  "subkey '{subkey}' is not valid: it must be {demand}": "subkey '{subkey}' 无效：必须是{demand}",
  "there is no event '{name}' to subscribe to": "没有可订阅的事件 '{name}'",
  'nobody yet': '（尚无产品）',
  'host {host}, port {port}: the host must be a name, the port {demand}':
    'host {host}，port {port}：host 必须是主机名，port 必须是{demand}',
  'dialect {dialect}: it must be {names}': 'dialect {dialect}：必须是 {names}',
  'login refused by the server: {msg}': '服务器拒绝登录：{msg}',
  'login not accepted: the server’s reply has {oddResult}, but result must be true or false; msg: {msg}':
    '登录未被接受：服务器的响应中是 {oddResult}，而 result 必须是 true 或 false；msg：{msg}',
  '{message}; gave up after {n} retry': '{message}；重试 {n} 次后放弃',
  '{message}; gave up after {n} retries': '{message}；重试 {n} 次后放弃',
  'the server ended the session: No Heartbeat!': '服务器结束了会话：No Heartbeat!',
  'the server sent more than 16 MiB of events, or more than 32767 of them,':
    '服务器发来的事件超过 16 MiB 或 32767 个',
  'this is a {other} server: it answered the login with {said}; the login is for {own}':
    '这是{other}的服务器：它对登录的响应是 {said}，而登录的是{own}',
  'A login to {other} takes {what}. If you meant {own}: it is at {host}:{port} (--host, --port).':
    '登录{other}需要{what}。如果要登录的是{own}，地址是 {host}:{port}（--host、--port）。',
  'the server rejected a message: {said}': '服务器拒绝了一条消息：{said}',
  'the enterprise’s id and secret, --id ID and --secret-file PATH':
    '企业 id 和 secret，即 --id ID 和 --secret-file PATH',
  'a product with its auth id and secret, --product PRODUCT_KEY:AUTH_ID and --secret-file PATH':
    '产品及其 auth_id 和 auth_secret，即 --product PRODUCT_KEY:AUTH_ID 和 --secret-file PATH',
  'Check --id and --secret, that the message proxy is enabled for the enterprise, and its IP whitelist.':
    '请检查 --id 和 --secret、企业是否已开通消息代理，以及 IP 白名单。',
  'The enterprise’s IP whitelist may refuse this machine’s address; check also --id, --secret, --host and --port.':
    '企业的 IP 白名单可能不含本机地址；也请检查 --id、--secret、--host 和 --port。',
  'Check each --product and its secret, that SNoti is enabled for the product, and that --host is the region where it was made.':
    '请检查每个 --product 及其 secret、产品是否已开通 SNoti，以及 --host 是否为创建产品的区域。',
  'Check --host and --port, and that --host is the region where the product was made; a whitelist may refuse this machine’s address.':
    '请检查 --host 和 --port，以及 --host 是否为创建产品的区域；白名单也可能不含本机地址。',
})
