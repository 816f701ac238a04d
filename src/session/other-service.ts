import { Failure } from '../base/failure.ts'
import { say, sayText } from '../language/say.ts'
import type { Service } from '../wire/dialect.ts'

/** The server belongs to another service than the login, as its answer shows. */
export class OtherService extends Failure {
  /**
   * @param own the service of the login
   * @param said what the server said, safe to show
   */
  constructor(own: Service, other: Service, said: string) {
    const { host, port } = own.endpoint
    const titles = { own: sayText(own.title), other: sayText(other.title) }
    super(
      'unreachable',
      say('this is a {other} server: it answered the login with {said}; the login is for {own}', {
        ...titles,
        said,
      }),
      {
        hint: say(
          'A login to {other} takes {what}. If you meant {own}: it is at {host}:{port} (--host, --port).',
          { ...titles, what: sayText(other.loginTakes), host, port },
        ),
      },
    )
  }
}
