import { translated } from '../text.ts'

/** What is said of certificates and proxies. */
export const transport = translated({
  '{subject}, signed by {issuer}, valid until {day}': '{subject}，由 {issuer} 签发，有效期至 {day}',
  '(no name)': '（无名称）',
  'unknown protocol': '未知协议',
  '{where} (through {proxy})': '{where}（通过{proxy}）',
  '{where}: the server’s public key is {pin}, not the pinned one':
    '{where}：服务器的公钥是 {pin}，与 --pin 指定的不同',
  'If this key is the right one, give it as --pin. If not, somebody may be intercepting the connection.':
    '如果这个公钥是对的，请用 --pin 指定它；否则连接可能被拦截。',
  '{where} closed the connection': '{where} 关闭了连接',
  '{where} closed the connection before TLS was set up': '{where} 在 TLS 建立之前关闭了连接',
  '{where}: the certificate {what}': '{where}：证书{what}',
  'is signed by a CA that is not trusted here': '由不受信任的 CA 签发',
  'is self-signed and not trusted here': '是自签名的，不受信任',
  'does not verify: {why}': '未通过校验：{why}',
  'has expired': '已过期',
  'is not valid yet': '尚未生效',
  'is for {names}, not for {host}': '属于 {names}，不属于 {host}',
  'this host': '该主机',
  'If this server is yours, trust its CA with --ca FILE, or its name with --servername; --insecure verifies nothing.':
    '如果是自己的服务器，可用 --ca FILE 信任其 CA，或用 --servername 指定其域名；--insecure 则完全不校验。',
  'Check the clock of this machine, and whether the server has a newer certificate.':
    '请检查本机时钟，以及服务器是否有更新的证书。',
  'If that name is the server you mean, give it as --servername NAME.':
    '如果该域名就是要连接的服务器，请用 --servername NAME 指定。',
  'issued to   {name}': '颁发给  {name}',
  'issued by   {name}': '颁发者  {name}',
  'valid       {from} to {to}': '有效期  {from} 至 {to}',
  'public key  {pin}': '公钥    {pin}',
  itself: '自身',
  'is truncated: {name} has no END line': '不完整：{name}没有 END 行',
  'is broken: {name} cannot be read ({why})': '已损坏：{name}无法读取（{why}）',
  'its certificate': '其中的证书',
  'certificate {n} of {all}': '第 {n} 个证书（共 {all} 个）',
  'not base64': '不是 base64',
  'holds no certificate; it must be PEM ({begin})': '不含证书，必须是 PEM（{begin}）',
  'holds a {other}, not a certificate; it must be PEM ({begin})':
    '里面是 {other}，不是证书；必须是 PEM（{begin}）',

  'the proxy {where}': '代理 {where}',
  '{proxy} {said}': '{proxy} {said}',
  '{sentence} {next}': '{sentence}{next}',
  'the proxy option': 'proxy 选项',
  'The proxy is from {source}; --proxy none connects without it.':
    '代理由 {source} 指定；用 --proxy none 可以不经过代理。',
  'Check whether the proxy runs there.': '请检查代理是否在该地址运行。',
  'Check whether it is that kind of proxy: http://, or socks5h://.':
    '请检查代理类型是否正确：http:// 或 socks5h://。',
  'closed the connection instead of a reply': '没有响应就关闭了连接',
  'sent a reply of more than 16 KB': '的响应超过 16 KB',
  'does not speak HTTP': '不是 HTTP 代理',
  'does not speak SOCKS5': '不是 SOCKS5 代理',
  'refused the user and password': '不接受该用户名和密码',
  'refused the login (no acceptable method)': '拒绝登录（没有可用的认证方式）',
  'refused the connection to {where}: {reason}': '拒绝连接 {where}：{reason}',
  '{reason} (SOCKS code {code})': '{reason}（SOCKS 代码 {code}）',
  'unknown reason': '原因不明',
  'The proxy demands another way to log in than a user and a password.':
    '代理要求使用用户名和密码以外的认证方式。',
  'The proxy demands a user and a password: {form}.': '代理需要用户名和密码：{form}。',
  'The proxy does not accept this user and password.': '代理不接受该用户名和密码。',
  'The rules of the proxy do not allow this host, port or client. Many allow only port 443: ask who runs it.':
    '代理的规则不允许该主机、端口或客户端。很多代理只允许 443 端口，请联系代理的维护者。',
  'Proxies that do not know CONNECT cannot be used.': '不支持 CONNECT 的代理无法使用。',
  'The proxy cannot reach the server: check --host and --port.':
    '代理无法连到服务器，请检查 --host 和 --port。',
  'Give a SOCKS5 proxy as socks5h://HOST:PORT.': 'SOCKS5 代理写作 socks5h://HOST:PORT。',
  'Give an HTTP proxy as http://HOST:PORT.': 'HTTP 代理写作 http://HOST:PORT。',
  'It speaks HTTP: give it as http://HOST:PORT.': '这是 HTTP 代理，写作 http://HOST:PORT。',
  'general failure': '一般性错误',
  'not allowed by its rules': '规则不允许',
  'Ask who runs the proxy to allow this host and port.': '请联系代理的维护者，允许该主机和端口。',
  'network unreachable': '网络不可达',
  'host unreachable': '主机不可达',
  'connection refused': '连接被拒绝',
  'TTL expired': 'TTL 过期',
  'command not supported': '不支持该命令',
  'address type not supported': '不支持该地址类型',
  'socks5:// lets this machine resolve the name, socks5h:// the proxy.':
    'socks5:// 由本机解析域名，socks5h:// 由代理解析。',
  '{schemes} with {form}': '{schemes} 之一加上 {form}',
  'Its scheme is {scheme}; it must be {form}.': '协议是 {scheme}，必须是 {form}。',
  'It must be {form}; write / # ? @ : % in a password as %2F %23 %3F %40 %3A %25.':
    '必须是 {form}；密码中的 / # ? @ : % 写作 %2F %23 %3F %40 %3A %25。',
  'Its user or password has a % that encodes nothing; write %25.': '用户名或密码里有多余的 %，请写作 %25。',
  'Its user and password must have at most {n} bytes each.': '用户名和密码都不能超过 {n} 字节。',
})
