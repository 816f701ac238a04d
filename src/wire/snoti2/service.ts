import type { Service } from '../dialect.ts'

/** SNoti 2.x, the later form of the service. Its logins, endpoint and accounts differ from those of message proxy 1.0. */
export const snoti2Service: Service = {
  title: 'SNoti 2.x',
  endpoint: { host: 'snoti.gizwits.com', port: 2017 },
  loginTakes: 'a product key with its auth id and secret',
  recognises: ({ cmd, code }) => code !== undefined || cmd === 'login_res' || cmd === 'event_push',
}
