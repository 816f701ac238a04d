import { noti1 } from '../../src/wire/noti1/noti1.ts'
import { requestTarget, withPrefetch } from './request.ts'

export const noti1Request = requestTarget(
  noti1,
  {
    enterprise_login_req({ data }) {
      const { enterprise_id: id, enterprise_secret: secret, prefetch_count } = Object(data)
      if (typeof id !== 'string' || typeof secret !== 'string') return { kind: 'bad-login' }
      const queues = [{ key: '', productKey: undefined, eventTypes: undefined }]
      return withPrefetch({ kind: 'login', who: id, credentials: [{ id, secret }], queues }, prefetch_count)
    },
  },
  [
    '{"cmd":"enterprise_login_req","data":{"enterprise_id":"e","enterprise_secret":"s","prefetch_count":50}}',
    '{"cmd":"enterprise_login_req","data":{"enterprise_id":"e","enterprise_secret":"s"}}',
  ],
)
