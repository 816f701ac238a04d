/** Characters that are easily overlooked. */
const oddCharacters = [
  ' ',
  '\t',
  '\r',
  '\n',
  '\0',
  '\u001f',
  '\u00a0',
  '\ufeff',
  '\u2028',
  '\u202e',
  '中',
  '🔥',
]

/** Pieces of JSON that are easily handled wrongly. */
export const jsonWords: readonly string[] = [
  ...'{ } [ ] : , " \\ {} [] "" \\" \\\\ \\/ \\u0000 \\ud83d \\u006 true false null nul __proto__'.split(' '),
  ...'0 -0 0.0000001 1e999 1E-7 127.0 01 1. - 9007199254740993 18446744073709551615'.split(' '),
  ...oddCharacters,
  '\u001b[31m',
  '['.repeat(40),
  ']'.repeat(40),
]

/** Words of the protocol, some of them with escapes. */
export const protocolWords: readonly string[] = [
  ...'"cmd": "delivery_id": "event_type": "created_at": "data": "msg": "error_code":'.split(' '),
  ...'"\\u0063md": "delivery\\u005fid": "event_typ\\u0065": "enterprise_event\\u005fpush"'.split(' '),
  ...'"enterprise_event_push" "enterprise_pong" "enterprise_login_res" "invalid_msg"'.split(' '),
  ...'"enterprise_event_ack" "enterprise_ping" "enterprise_login_req" "result":true "prefetch_count":50'.split(
    ' ',
  ),
  ...'"enterprise_id":"e" "enterprise_secret":"s" "d-7" "attr_alert" 1.48940174618700003624e+09'.split(' '),
  'No Heartbeat!',
]

/** Operators of filter expressions, syntax of regular expressions, and names of members. */
export const expressionWords: readonly string[] = [
  ...'= != =~ !~ > >= < <= ! == && || : \\ \\d \\1 " \' . , * ?'.split(' '),
  ...'( ) [ ] {2} (?= (?i) [^a] \\pL \\x{4e2d} $ ^ -10.5 10e998'.split(' '),
  ...'data data.t data.n data.list event_type created_at delivery_id constructor'.split(' '),
  ...[' and ', ' or ', 'not ', ' and (', ' or not (', ') and ', '（', '）'],
]

/** Lines that a server of message proxy 1.0 may send. */
export const noti1Lines = [
  '{"cmd":"enterprise_event_push","delivery_id":1,"event_type":"device_online","did":"d1","mac":"m","group_id":null,"created_at":1.5E9,"ip":"::1"}',
  '{"event_type":"attr_alert","data":{"attr_name":"a","value":1,"delivery_id":9},"delivery_id":18446744073709551615,"created_at":1.48940174618700003624e+09,"cmd":"enterprise_event_push"}',
  '{"cmd":"enterprise_event_push","delivery_id":"a-5","data":{"t":-10.5,"on":true,"空气":"优","n":null,"list":[1,{"x":127.0}],"note":"\\"delivery_id\\":99 🔥"}}',
  '{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}',
  '{"cmd":"invalid_msg","error_code":4001,"msg":"\\u001b[31m"}',
  '{ "cmd" : "enterprise_pong" }\r',
  'No Heartbeat!',
  '',
]

/** Lines that a server of SNoti 2.x may send. */
export const snoti2Lines = [
  '{"cmd":"event_push","msg_id":"A1b2==","delivery_id":1,"event_type":"device_online","did":"d1","mac":"m","created_at":1.5E9}',
  '{"msg_id":18446744073709551615,"msg_id":null,"delivery_id":2,"cmd":"event_push"}',
  '{"cmd":"event_push","delivery_id":"d-3","event_type":"app2dev_kv","data":{"t":-10.5,"空气":"优"},"msg_id":"\\u4e2d"}',
  '{"cmd":"login_res","data":{"result":true,"msg":"ok"}}',
  '{"cmd":"subscribe_res","result":true,"msg":"ok","data":[]}',
  '{"cmd":"remote_control_v2_res","msg_id":"x","result":{"succeed":[{"did":"d1"}],"failed":[]}}',
  '{"cmd":"invalid_msg","error_code":4001,"msg":"\\u001b[31m"}',
  '{ "cmd" : "pong" }\r',
  'No Heartbeat!',
]
