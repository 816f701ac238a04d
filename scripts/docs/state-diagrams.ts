import type { InputKind, StateName } from '../../src/session/session-state.ts'
import { transitions } from '../../src/session/transition.ts'

interface Arrow {
  readonly from: string
  readonly input: string
  readonly to: string
}

type Row = Partial<Record<InputKind, { readonly to: readonly StateName[] }>>
const rows: Readonly<Record<StateName, Row>> = transitions

/** The states of a session that stops. The arrows to them have a diagram of their own. */
const stopping: readonly string[] = ['halted', 'closing', 'closed'] satisfies StateName[]

/** Where a lost connection leads: a choice that is drawn once for all states. */
const loss: readonly string[] = ['waiting', 'failed'] satisfies StateName[]

/** The diagrams of a session's states in Markdown, made from the transition table. */
export function stateDiagrams(): string {
  const arrows = Object.entries(rows).flatMap(([from, row]) =>
    Object.entries(row).flatMap(([input, { to }]) =>
      targets(to).map(target => ({ from, input, to: target })),
    ),
  )
  const isStop = ({ to }: Arrow) => stopping.includes(to)
  const { names, merged } = mergeSources(arrows.filter(isStop))
  return [
    'How a session stays logged in:\n',
    ...mermaid([
      '[*] --> idle',
      'state loss <<choice>>',
      ...lines(arrows.filter(arrow => !isStop(arrow))),
      ...loss.map(target => `loss --> ${target}`),
    ]),
    '\nHow it stops:\n',
    ...mermaid([...names, ...lines(merged), 'closed --> [*]']),
  ].join('\n')
}

function targets(to: readonly string[]): readonly string[] {
  const lossless = to.filter(name => !loss.includes(name))
  return to.length - lossless.length === loss.length ? [...lossless, 'loss'] : to
}

/** One line for the arrows from one state to another. */
function lines(arrows: readonly Arrow[]): string[] {
  const groups = groupBy(arrows, ({ from, to }) => `${from} --> ${to}`)
  return groups.map(
    group => `${group[0]!.from} --> ${group[0]!.to}: ${group.map(one => one.input).join(', ')}`,
  )
}

/** Makes one state of those that the same arrows leave; `names` declares what it is called. */
function mergeSources(arrows: readonly Arrow[]): { names: string[]; merged: Arrow[] } {
  const sources = groupBy(arrows, ({ from }) => from)
  const alike = groupBy(sources, source => source.map(({ input, to }) => `${input} ${to}`).join())
  const shared = alike.filter(group => group.length > 1).map(group => group.map(source => source[0]!.from))
  return {
    names: shared.map(states => `state "${states.join(', ')}" as ${states[0]}`),
    merged: alike.flatMap(group => group[0]!),
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

function mermaid(statements: readonly string[]): string[] {
  return ['```mermaid', 'stateDiagram-v2', ...statements.map(statement => `  ${statement}`), '```']
}
