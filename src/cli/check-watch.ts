import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'

type Process = Pick<NodeJS.Process, 'stdout' | 'env'>

/** @throws Failure `usage` if stdout is no terminal that a view can be drawn on */
export function checkWatch({ stdout, env }: Process): void {
  const flaw = !stdout.isTTY
    ? say('--watch draws on a terminal, but stdout is not one')
    : env.TERM === 'dumb'
      ? say('--watch draws on a terminal, but TERM is dumb, a terminal that cannot move its cursor')
      : undefined
  if (flaw === undefined) return
  throw new Failure('usage', flaw, { hint: say('Without --watch events are shown as lines.') })
}
