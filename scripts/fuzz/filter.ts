import assert from 'node:assert/strict'
import { Failure } from '../../src/base/failure.ts'
import { Event } from '../../src/event/event.ts'
import { conditionsOf, isCondition } from '../../src/filter/expression.ts'
import { compileFilters, type Keep } from '../../src/filter/filter.ts'
import { parseExpression } from '../../src/filter/parse-expression.ts'
import { noti1 } from '../../src/wire/noti1/noti1.ts'
import { expressionWords, jsonWords, noti1Lines, protocolWords } from './dictionary.ts'
import { expectedMatch } from './expected-match.ts'
import { assertSafe, type Target } from './target.ts'

const usualEvents = noti1Lines.slice(0, 3)

/** Lines that begin with a brace are events; the others are expressions. */
export const filter: Target = {
  about: 'filter expressions: a usage error, or a test that matches what the help describes',
  covers: ['src/filter/', 'src/event/event.ts'],
  batch: 32,
  seeds: [
    'event_type=attr_*,device_online\ndid!=d2',
    'data.value>=1\ndata.t<-10\n!data.nope',
    'data.空气=优\ndelivery_id=18446744073709551615',
    'mac=~^m$\ndata!~(?i)NOTE',
    `created_at>1.4e9\ndata.list.1.x=127\n${usualEvents[2]}`,
    'data.n<=-18446744073709551615\n{"cmd":"enterprise_event_push","data":{"n":-18446744073709551616,"s":"30"}}',
    'data.n>1e999\ndata.s>=29\n{"cmd":"enterprise_event_push","data":{"n":10e999,"s":"30","t":9007199254740993.0}}',
    'data.toString\n!constructor\n!event_type\n!delivery_id\n{"cmd":"enterprise_event_push"}',
    'data.note=*?🔥,??*\ndid=d?**',
    'data.a\\.b="x, y", \'z\'\ndata.n=null,true',
    '(event_type=attr_alert or data.value>=1) and not did=d2',
    'not (did=a,b or !mac and data.t<3) or （did＝d1）\nnot data.t>1',
    'data.n>=-1\ndata.s<40\n{"cmd":"enterprise_event_push","data":{"n":"","s":"0x1f"}}',
    'data.a\\.b=1\ndata.a.b=2\n{"cmd":"enterprise_event_push","data":{"a.b":1,"a":{"b":3}}}',
  ],
  dictionary: [...expressionWords, ...expressionWords, ...jsonWords, ...protocolWords],
  check: async bytes => {
    const lines = bytes.toString().split('\n')
    const expressions = lines.filter(line => !line.startsWith('{')).slice(0, 4)
    const compiled = await compile(expressions)
    const alone = await Promise.all(expressions.map(one => compile([one])))
    if (typeof compiled === 'string') {
      assert.ok(alone.includes(compiled), 'the error of all is that of one')
      return compiled
        .split('\n')[0]!
        .replaceAll(/[^a-z ]/g, '')
        .slice(0, 40)
    }
    const keeps = alone.map(one => (typeof one === 'string' ? assert.fail(one) : one))
    let matches = ''
    for (const event of [...lines, ...usualEvents].flatMap(eventIn))
      matches += checkOn(event, expressions, keeps, compiled)
    const symbols = expressions.flatMap(one =>
      conditionsOf(parseExpression(one)).map(one => one.operator.symbol),
    )
    return `${symbols.slice(0, 6).join(' ')} ${matches.slice(0, 3)}`
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
    for (const line of [...lines, error.hint ?? '']) assertSafe(line)
    return error.message
  }
}

function eventIn(line: string): Event[] {
  const bytes = Buffer.from(line)
  const read = noti1.decoder.read(bytes, 0, bytes.length)
  return read.kind === 'push' ? [new Event(read)] : []
}

function checkOn(event: Event, expressions: readonly string[], keeps: readonly Keep[], all: Keep): string {
  const groups = new Map<string, boolean>()
  expressions.forEach((expression, i) => {
    const parsed = parseExpression(expression)
    const kept = keeps[i]!(event)
    const expected = expectedMatch(parsed, JSON.parse(event.push.text))
    if (expected !== undefined) assert.equal(kept, expected, `${expression} of ${event.push.text}`)
    const isOr = isCondition(parsed) && parsed.operator.symbol === '='
    const group = isOr ? JSON.stringify(parsed.path) : `${i}`
    groups.set(group, kept || (groups.get(group) ?? false))
  })
  const kept = all(event)
  assert.equal(kept, [...groups.values()].every(Boolean), 'all of them together')
  return kept ? '+' : '-'
}
