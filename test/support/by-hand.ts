import type { DialectName } from '../../src/wire/dialects.ts'

/** What clients send and servers answer in a dialect, written by hand. Requests end in `\n`, answers do not. */
export interface ByHand {
  readonly name: DialectName
  /** The `cmd` of a push, of an ack and of the reply to a login. */
  readonly push: string
  readonly ackCmd: string
  readonly loginReply: string
  /** `prefetch` is JSON; without it the login has none. */
  login(prefetch?: unknown, options?: LoginOptions): string
  readonly accepted: string
  refused(msg: string): string
  readonly wrongCredentials: string
  readonly ping: string
  readonly pong: string
  ack(id: number | string): string
  invalid(reason: keyof typeof errorCodes, msg: string): string
}

interface LoginOptions {
  readonly id?: string
  readonly secret?: string
  /** Where a login is for some products. */
  readonly products?: readonly string[] | undefined
}

const errorCodes = { 'not understood': 4002, 'not logged in': 4001, 'logged in already': 4009 }

/** The product of the events that tests make. */
export const handProduct = 'pk'
/** The products of the simulated devices, and the one above. */
export const allProducts = [
  handProduct,
  ...[1, 2, 3, 4, 5, 6].map(n => `a1f0c3d2e4b5968778695a4b3c2d1e0${n}`),
]

const row = (product: string, id: string, secret: string) =>
  `{"product_key":"${product}","auth_id":"${id}","auth_secret":"${secret}","subkey":"q"}`

export const byHand: Readonly<Record<DialectName, ByHand>> = {
  noti1: {
    name: 'noti1',
    push: 'enterprise_event_push',
    ackCmd: 'enterprise_event_ack',
    loginReply: 'enterprise_login_res',
    login: (prefetch, { id = 'e1', secret = 's3cret' } = {}) => {
      const count = prefetch === undefined ? '' : `,"prefetch_count":${prefetch}`
      return `{"cmd":"enterprise_login_req","data":{"enterprise_id":"${id}","enterprise_secret":"${secret}"${count}}}\n`
    },
    accepted: '{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}',
    refused: msg => `{"cmd":"enterprise_login_res","data":{"result":false,"msg":"${msg}"}}`,
    wrongCredentials: 'enterprise_id or enterprise_secret is wrong',
    ping: '{"cmd":"enterprise_ping"}\n',
    pong: '{"cmd":"enterprise_pong"}',
    ack: id => `{"cmd":"enterprise_event_ack","delivery_id":${id}}\n`,
    invalid: (_, msg) => `{"cmd":"invalid_msg","msg":${JSON.stringify(msg)}}`,
  },
  snoti2: {
    name: 'snoti2',
    push: 'event_push',
    ackCmd: 'event_ack',
    loginReply: 'login_res',
    login: (prefetch, { id = 'e1', secret = 's3cret', products = [handProduct] } = {}) => {
      const count = prefetch === undefined ? '' : `"prefetch_count":${prefetch},`
      return `{"cmd":"login_req",${count}"data":[${products.map(key => row(key, id, secret)).join()}]}\n`
    },
    accepted: '{"cmd":"login_res","data":{"result":true,"msg":"ok"}}',
    refused: msg => `{"cmd":"login_res","data":{"result":false,"msg":"${msg}"}}`,
    wrongCredentials: 'auth_id or auth_secret is wrong',
    ping: '{"cmd":"ping"}\n',
    pong: '{"cmd":"pong"}',
    ack: id => `{"cmd":"event_ack","delivery_id":${id}}\n`,
    invalid: (reason, msg) =>
      `{"cmd":"invalid_msg","error_code":${errorCodes[reason]},"msg":${JSON.stringify(msg)}}`,
  },
}
