import { Failure } from '../base/failure.ts'

type Process = Pick<NodeJS.Process, 'stdout' | 'env'>

/** @throws Failure `usage` if stdout is no terminal that a view can be drawn on */
export function checkWatch({ stdout, env }: Process): void {
  const flaw = !stdout.isTTY
    ? 'stdout is not one'
    : env.TERM === 'dumb'
      ? 'TERM is dumb, a terminal that cannot move its cursor'
      : undefined
  if (flaw === undefined) return
  throw new Failure('usage', `--watch draws on a terminal, but ${flaw}`, {
    hint: 'Without --watch events are shown as lines.',
  })
}
