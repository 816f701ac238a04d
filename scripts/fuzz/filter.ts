import assert from 'node:assert/strict'
import { Failure } from '../../src/base/failure.ts'
import { Event } from '../../src/event/event.ts'
import { compileFilters, type Keep } from '../../src/filter/filter.ts'
import { parseExpression } from '../../src/filter/parse-expression.ts'
import { noti1 } from '../../src/wire/noti1/noti1.ts'
import { answerTo } from './filter-answer.ts'
import { mustBeSafe, type Target } from './target.ts'
import { expressionWords, jsonWords, protocolWords, serverLines } from './words.ts'

const usual = serverLines.slice(0, 3)

/** Lines that begin with a brace are events, the others expressions. */
export const filter: Target = {
  about: 'expressions: a Failure or a test that no event breaks, which says what a plain reading of it says',
  covers: [
    ...['filter', 'parse-expression', 'read-key', 'read-operator', 'read-values', 'read-member', 'escape'],
    ...[
      'compile-regex',
      'regex-automaton',
      'regex-fault',
      'value-tests',
      'value-text',
      'decimal',
      'glob',
      'glob-list',
    ],
    ...['filter-failure', 'operators', 'conditions', 'joins', 'full-width', 'key-sample', 'unknown-types'],
  ]
    .map(name => `src/filter/${name}.ts`)
    .concat('src/event/event.ts'),
  batch: 32,
  seeds: [
    'event_type=attr_*,device_online\ndid!=d2',
    'data.value>=1\ndata.t<-10\n!data.nope',
    'data.空气=优\ndelivery_id=18446744073709551615',
    'mac=~^m$\ndata!~(?i)NOTE',
    `created_at>1.4e9\ndata.list.1.x=127\n${usual[2]}`,
    'data.n<=-18446744073709551615\n{"cmd":"enterprise_event_push","data":{"n":-18446744073709551616,"s":"30"}}',
    'data.n>1e999\ndata.s>=29\n{"cmd":"enterprise_event_push","data":{"n":10e999,"s":"30","t":9007199254740993.0}}',
    'data.toString\n!constructor\n!event_type\n!delivery_id\n{"cmd":"enterprise_event_push"}',
    'data.note=*?🔥,??*\ndid=d?**',
    'data.a\\.b="x, y", \'z\'\ndata.n=null,true',
  ],
  words: [...expressionWords, ...expressionWords, ...jsonWords, ...protocolWords],
  check: async bytes => {
    const lines = bytes.toString().split('\n')
    const expressions = lines.filter(line => !line.startsWith('{')).slice(0, 4)
    const compiled = await compile(expressions)
    const alone = await Promise.all(expressions.map(one => compile([one])))
    if (typeof compiled === 'string') {
      assert.ok(alone.includes(compiled), 'fails as one of them fails')
      return compiled
        .split('\n')[0]!
        .replaceAll(/[^a-z ]/g, '')
        .slice(0, 40)
    }
    const keeps = alone.map(one => (typeof one === 'string' ? assert.fail(one) : one))
    let said = ''
    for (const event of [...lines, ...usual].flatMap(eventIn))
      said += checkOn(event, expressions, keeps, compiled)
    return `${expressions.map(one => parseExpression(one).operator.symbol).join(' ')} ${said.slice(0, 3)}`
  },
}

async function compile(expressions: readonly string[]): Promise<Keep | string> {
  try {
    return await compileFilters(expressions)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'usage') throw error
    const lines = error.message.split('\n')
    assert.equal(lines.length, 3)
    assert.match(lines[2]!, /^ +\^+$/)
    for (const line of [...lines, error.hint ?? '']) mustBeSafe(line)
    return error.message
  }
}

function eventIn(line: string): Event[] {
  const bytes = Buffer.from(line)
  const said = noti1.decoder.read(bytes, 0, bytes.length)
  return said.kind === 'push' ? [new Event(said)] : []
}

function checkOn(event: Event, expressions: readonly string[], keeps: readonly Keep[], all: Keep): string {
  const groups = new Map<string, boolean>()
  expressions.forEach((expression, i) => {
    const condition = parseExpression(expression)
    const kept = keeps[i]!(event)
    const answer = answerTo(condition, JSON.parse(event.push.text))
    if (answer !== undefined) assert.equal(kept, answer, `${expression} of ${event.push.text}`)
    const isOr = condition.operator.symbol === '='
    const group = isOr ? JSON.stringify(condition.path) : `${i}`
    groups.set(group, kept || (groups.get(group) ?? false))
  })
  const kept = all(event)
  assert.equal(kept, [...groups.values()].every(Boolean), 'all of them together')
  return kept ? '+' : '-'
}
