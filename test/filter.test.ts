import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Event } from '../src/event/event.ts'
import { isCondition } from '../src/filter/expression.ts'
import { compileFilters } from '../src/filter/filter.ts'
import { filterForms } from '../src/filter/filter-forms.ts'
import { operators } from '../src/filter/operators.ts'
import { parseExpression } from '../src/filter/parse-expression.ts'
import { textOf } from '../src/filter/value-text.ts'
import { parseExactly } from '../src/wire/exact-json.ts'
import { pushOf } from './support/lines.ts'

const eventOf = (line: string) => new Event(pushOf(line))

/** An event with these members, as JSON text without the braces. */
function eventWith(members: string): Event {
  return eventOf(`{"cmd":"enterprise_event_push"${members && `,${members}`}}`)
}

async function isKept(members: string, ...expressions: string[]): Promise<boolean> {
  return (await compileFilters(expressions))(eventWith(members))
}

const status =
  '"event_type":"device_status_kv","delivery_id":18446744073709551615,"did":"Kp7rMv5nWb9dQs3fTg2hYx","mac":"virtual:site",' +
  '"created_at":1.49984374779399991035e+09,"group_id":null,"ip":"","data":{"on":true,"off":false,"Switch":0,"Air_Quality":"优",' +
  '"enum":"30","temp":-10.5,"warm":30,"ratio":127.0,"id":18446744073709551615,"near":9007199254740995555,"huge":1e999,' +
  '"Note":null,"a.b":1,"list":[1,{"x":"\\u4f18"}],"note":"a,b*c?d\\\\e \\u001b[31m","fire":"🔥"}'

const yes: string[] = []
const no: string[] = []
const both = (kept: string, dropped: string) => {
  yes.push(...kept.split('\n').map(line => line.trim()))
  no.push(...dropped.split('\n').map(line => line.trim()))
}

// Text.
both(
  `event_type=device_status_kv
   event_type = device_status_kv
   event_type="device_status_kv"
   event_type=device_online,device_status_kv
   event_type=device_*
   event_type=*_kv
   event_type=attr_*,device_?tatus_*
   event_type!=attr_alert
   event_type!=attr_*,device_online
   event_type=~status
   event_type=~^device_.*kv$
   event_type!~^status
   event_type=~(?i)STATUS
   mac=virtual:site
   mac=x*,virtual:site
   ip=""
   data.Air_Quality=优
   data.Air_Quality=?
   data.Air_Quality=~^[优良]$
   data.Air_Quality!=良
   data.fire=?
   data.note=a\\,b\\*c\\?d\\\\\\\\e*
   data.note='a,b*c?d\\\\\\\\e \u001b[31m'
   data.note=~^a,b\\*c`.replaceAll('\\\\\\\\', '\\\\'),
  `event_type=device_status
   event_type=DEVICE_STATUS_KV
   event_type=attr_*
   event_type=device_?
   event_type!=device_status_kv
   event_type!=attr_alert,device_*
   event_type=~STATUS
   event_type!~status
   ip=x
   ip!=""
   data.Air_Quality=??
   data.fire=??
   mac=*Site`,
)
// Numbers.
both(
  `data.warm=30
   data.warm=30.0
   data.warm=3e1
   data.warm=+30
   data.warm=1,30
   data.warm=3*
   data.warm=x*,30.0
   data.enum=30
   data.enum>29
   data.enum<=30.0
   data.temp=-10.5
   data.temp=-10.50
   data.temp>-11
   data.temp<-10
   data.temp>=-10.5
   data.temp<=-10.5
   data.temp<.5
   data.ratio=127
   data.ratio=127.0
   data.ratio=127.?
   data.ratio=~^127\\.0$
   data.ratio>126.9
   data.id=18446744073709551615
   data.id=18446744073709551615.0
   data.id=0018446744073709551615
   data.id=1.8446744073709551615e19
   data.id>18446744073709551614
   data.id<18446744073709551616
   data.id>=18446744073709551615
   data.id=*615
   data.near=9007199254740995555
   data.huge>1e998
   data.huge<1e1000
   data.huge=10e998
   data.id!=18446744073709551616
   delivery_id=18446744073709551615
   created_at=1499843747.794
   created_at>1499843747
   created_at<1499843748
   created_at>=1499843747.79399991035
   data.Switch=0
   data.Switch=0.00
   data.Switch=-0
   data.list.0=1
   data.a\\.b=1`,
  `data.warm=31
   data.warm>30
   data.warm<30
   data.warm=30*0
   data.enum=30.0
   data.enum>30
   data.temp>-10
   data.ratio=127.00?
   data.id=18446744073709551614
   data.id=18446744073709551616
   data.id=18446744073709552000
   data.id>18446744073709551615
   data.id<18446744073709551615
   data.id>=18446744073709551616
   data.near=9007199254740995556
   data.huge>1e999
   data.huge=1e998
   delivery_id=18446744073709551614
   delivery_id=18446744073709552000
   created_at>1499843748
   created_at=1499843747
   data.Switch=false
   data.Switch=""
   data.Switch>0
   data.mac>0
   mac>0
   data>0
   data.on>0
   data.Note>=0
   data.Note<=0
   data.nope>=0
   data.nope<=0
   data.a.b=1`,
)
// Words, presence, nesting.
both(
  `data.on=true
   data.off=false
   data.on!=false
   data.Note=null
   group_id=null
   group_id=nu*
   group_id=~^null$
   group_id!=x
   group_id
   data.Note
   data
   data.temp
   !nope
   !data.nope
   !data.temp.x
   !data.toString
   !constructor
   !__proto__
   nope!=x
   nope!=""
   nope!~.
   data.nope!=1
   data.list=[1*
   data.list='[1,{"x":"优"}]'
   data=*"ratio":127.0\\,"id":18446744073709551615\\,*
   data=~"Air_Quality":"优"
   data!=x`,
  `data.on=1
   data.on=True
   data.off=""
   group_id=""
   !group_id
   nope
   data.nope
   nope=""
   nope=*
   nope=null
   nope=~.
   nope=~^
   data.toString
   __proto__
   data=""
   data=[object Object]
   data.list=1
   data.list=1,""`,
)

describe('one expression', () => {
  const event = eventWith(status)
  test.each(yes)('keeps   %s', async expression =>
    expect((await compileFilters([expression]))(event)).toBe(true),
  )
  test.each(no)('drops   %s', async expression =>
    expect((await compileFilters([expression]))(event)).toBe(false),
  )

  test('!= and !~ are the opposite of = and =~ for every expression above', async () => {
    const opposite = (expression: string) => expression.replace(/^([\w.]+) ?=/, '$1!=').replace(/!=~/, '!~')
    const equalities = [...yes, ...no].filter(expression => /^[\w.]+ ?=/.test(expression))
    expect(equalities.length).toBeGreaterThan(50)
    for (const expression of equalities) {
      const keep = await compileFilters([expression])
      const keepOpposite = await compileFilters([opposite(expression)])
      expect([expression, keepOpposite(event)]).toEqual([expression, !keep(event)])
    }
  })
})

describe('members that the scan has found', () => {
  test.each([
    ['', '!event_type', true],
    ['', 'event_type=""', false],
    ['', 'event_type!=attr_alert', true],
    ['"event_type":""', 'event_type=""', true],
    ['"event_type":""', 'event_type', true],
    ['"event_type":null', 'event_type', true],
    ['"event_type":null', 'event_type=null', true],
    ['"event_type":7', 'event_type>=7', true],
    ['"event_type":"a\\u0062c"', 'event_type=abc', true],
    ['', '!created_at', true],
    ['', 'created_at<1', false],
    ['"created_at":"1499843747.5"', 'created_at>1499843747', true],
    ['"created_at":null', 'created_at=null', true],
    ['', '!delivery_id', true],
    ['"delivery_id":"d-7"', 'delivery_id=d-7', true],
    ['"delivery_id":"中"', 'delivery_id=中', true],
    ['"delivery_id":1.0', 'delivery_id=1.0', true],
    ['"delivery_id":1.0', 'delivery_id=~^1\\.0$', true],
    ['"delivery_id":9007199254740993', 'delivery_id=9007199254740992', false],
    ['"delivery_id":9007199254740993', 'delivery_id=9007199254740993', true],
    ['"delivery_id":null', 'delivery_id=null', true],
    ['"data":{"event_type":"x"}', 'data.event_type=x', true],
    ['"data":{"event_type":"x"}', '!event_type', true],
  ])('{%s} %s %s', async (members, expression, kept) => expect(await isKept(members, expression)).toBe(kept))

  test('a value is read only of an event that the cheap conditions let through', async () => {
    const parse = vi.spyOn(JSON, 'parse')
    const keep = await compileFilters([
      'data.x=~1',
      'data.x=11',
      'created_at>5',
      'delivery_id=1',
      'event_type=b',
    ])
    // Only a string with an escape is parsed.
    const rest = '"delivery_id":1,"created_at":6,"data":{"x":"1\\u0031"}'
    parse.mockClear()
    expect(keep(eventWith(`"event_type":"a",${rest}`))).toBe(false)
    expect(parse).not.toHaveBeenCalled()
    expect(keep(eventWith(`"event_type":"b",${rest}`))).toBe(true)
    expect(parse).toHaveBeenCalled()
  })
})

describe('several expressions', () => {
  const alert = '"event_type":"attr_alert","did":"d1","data":{"t":5}'

  test.each<[string[], boolean]>([
    [[], true],
    [['did=d1', 'did=d2'], true],
    [['did=d2', 'did=d1'], true],
    [['did=d2', 'did=d3'], false],
    [['did=d2', 'did=d*', 'did=x'], true],
    [['did=d1', 'event_type=attr_fault'], false],
    [['did=d1', 'event_type=attr_fault', 'event_type=attr_alert'], true],
    [['did=d2', 'event_type=attr_alert', 'did=d3'], false],
    [['did!=d2', 'did!=d1'], false],
    [['did!=d2', 'did!=d3'], true],
    [['did=~d', 'did=~2'], false],
    [['did=~d', 'did=~1'], true],
    [['data.t>4', 'data.t<6'], true],
    [['data.t>4', 'data.t<5'], false],
    [['data.t=5', 'data.t=9', 'data.t>6'], false],
    [['data.t=5', 'data\\.t=5'], false],
    [['did', 'event_type', 'data.t', '!mac'], true],
    [['did', 'event_type', 'data.t', 'mac'], false],
    [['did', 'did', '!did'], false],
  ])('%j %s', async (expressions, kept) => {
    expect(await isKept(alert, ...expressions)).toBe(kept)
    expect(await isKept(alert, ...expressions.toReversed())).toBe(kept)
  })

  test('the rule, for any mixture: or within = on a key, and between all else', async () => {
    const keys = ['event_type', 'did', 'data.t', 'mac']
    const expression = fc
      .tuple(
        fc.constantFrom(...keys),
        fc.constantFrom('=', '!=', '=~', '!~'),
        fc.constantFrom('attr_alert', 'd1', '5'),
      )
      .map(parts => parts.join(''))
    await fc.assert(
      fc.asyncProperty(fc.array(expression, { maxLength: 6 }), async expressions => {
        const alone = new Map<string, boolean>()
        for (const one of expressions) {
          const group = /^([\w.]+)=(?!~)/.exec(one)?.[1] ?? one
          alone.set(group, alone.get(group) || (await isKept(alert, one)))
        }
        expect(await isKept(alert, ...expressions)).toBe([...alone.values()].every(Boolean))
      }),
    )
  })
})

describe('numbers', () => {
  const sign = (n: bigint) => (n > 0n ? 1 : n < 0n ? -1 : 0)

  test('whole numbers compare as they should, however long', async () => {
    const long = fc.oneof(fc.bigInt(-(10n ** 40n), 10n ** 40n), fc.bigInt(-(2n ** 54n), 2n ** 54n))
    const pair = fc.oneof(
      fc.tuple(long, long),
      fc.tuple(long, fc.bigInt(-3n, 3n)).map(([a, d]) => [a, a + d] as const),
    )
    await fc.assert(
      fc.asyncProperty(pair, fc.constantFrom('', '.0', 'e0'), async ([a, b], tail) => {
        const order = sign(a - b)
        const member = `"data":{"n":${a}${tail}}`
        expect(await isKept(member, `data.n=${b}`)).toBe(order === 0)
        expect(await isKept(member, `data.n>${b}`)).toBe(order > 0)
        expect(await isKept(member, `data.n>=${b}`)).toBe(order >= 0)
        expect(await isKept(member, `data.n<${b}`)).toBe(order < 0)
        expect(await isKept(member, `data.n<=${b}`)).toBe(order <= 0)
      }),
    )
  })

  test('an exponent that nobody could write out', async () => {
    const member = '"data":{"n":-1.5e999999999}'
    expect(await isKept(member, 'data.n<-15e999999997')).toBe(true)
    expect(await isKept(member, 'data.n=-15e999999998')).toBe(true)
    expect(await isKept(member, 'data.n>-15e999999999')).toBe(true)
  })

  test.each(['', ' 30', '30 ', '0x1e', 'Infinity', 'NaN', '30,0', '1_0', 'e5', '.', '三十', '1'.repeat(101)])(
    'the string "%s" is no number',
    async text => {
      const member = `"data":{"n":${JSON.stringify(text)}}`
      expect(await isKept(member, 'data.n>=-1')).toBe(false)
      expect(await isKept(member, 'data.n<=1')).toBe(false)
    },
  )
})

describe('no text and no pattern takes long', () => {
  test('a regular expression that would never end where engines backtrack', async () => {
    const text = `${'a'.repeat(100_000)}b`
    expect(await isKept(`"mac":"${text}"`, 'mac=~(a+)+$')).toBe(false)
    expect(await isKept(`"mac":"${text}"`, 'mac=~^(a|a)*c')).toBe(false)
    expect(await isKept(`"mac":"${text}"`, 'mac=~(a+)+b$')).toBe(true)
  })

  test('a wildcard that would never end where it backtracks', async () => {
    const text = 'a'.repeat(20_000)
    expect(await isKept(`"mac":"${text}"`, `mac=${'*a'.repeat(40)}*b`)).toBe(false)
    expect(await isKept(`"mac":"${text}b"`, `mac=${'*a'.repeat(40)}*b`)).toBe(true)
  })

  test('an object nested as deep as the line is long', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000)
    expect(await isKept(`"data":${deep}`, 'data=~^\\[{1000}')).toBe(true)
    expect(await isKept(`"data":${deep}`, 'data=x', 'data=y')).toBe(false)
  })
})

test('the text of a value is its JSON where it is nested', () => {
  fc.assert(
    fc.property(fc.json(), json => {
      const value = parseExactly(json)
      const text = textOf(value)
      if (typeof value === 'string') expect(text).toBe(value)
      else expect(JSON.parse(text)).toEqual(JSON.parse(json))
    }),
  )
  expect(textOf(parseExactly('{ "a" : [ 127.0, 18446744073709551615, "\\u4f18\\n", {}, [] ] }'))).toBe(
    '{"a":[127.0,18446744073709551615,"优\\n",{},[]]}',
  )
})

describe('types by their short names', () => {
  const alert = '"event_type":"attr_alert"'

  test.each([
    ['event_type=alert', true],
    ['event_type＝fault，alert', true],
    ['event_type=fault', false],
    ['event_type!=alert', false],
    ['event_type!=online,raw', true],
    ['event_type=~^alert$', false],
    ['data.event_type=alert', false],
  ])('%s', async (expression, kept) => expect(await isKept(alert, expression)).toBe(kept))

  test('a type that is called so is met as well', async () => {
    expect(await isKept('"event_type":"alert"', 'event_type=alert')).toBe(true)
  })
})

test('a number in full-width digits is met by the number and by that text', async () => {
  expect(await isKept('"data":{"t":30}', 'data.t＝３０')).toBe(true)
  expect(await isKept('"data":{"t":"30"}', 'data.t=３０．０,３０')).toBe(true)
  expect(await isKept('"data":{"t":"３０"}', 'data.t=３０')).toBe(true)
  expect(await isKept('"data":{"t":31}', 'data.t=３０')).toBe(false)
})

test('of a long value at least the beginning asked for is written, and little more', () => {
  const whole = fc.json().map(json => parseExactly(json))
  fc.assert(
    fc.property(whole, fc.nat(40), (value, most) => {
      const text = textOf(value)
      const bounded = textOf(value, most)
      if (text.length <= most || typeof value === 'string') expect(bounded).toBe(text)
      else
        expect([bounded.slice(0, most + 1), bounded.length > most]).toEqual([text.slice(0, most + 1), true])
    }),
  )
  const long = 'x'.repeat(1_000_000)
  for (const value of [
    [long],
    { [long]: long },
    Array(1_000_000).fill(1),
    parseExactly(`${'['.repeat(5000)}${']'.repeat(5000)}`),
  ])
    expect(textOf(value, 100).length).toBeLessThan(210)
})

describe('a value that is too long to be searched whole', () => {
  const reported: string[] = []
  const keep = (...expressions: string[]) => {
    reported.length = 0
    return compileFilters(expressions, [], text => reported.push(text))
  }
  const long = 'a'.repeat(200_000)

  test.each([
    ['data.x=*b*,*c*,*d*', 174_762],
    ['data.x=~(?i)b', 131_072],
    ['data.x=~a.{0,20}b', 6818],
  ])('%s is reported once, with how much was searched', async (expression, searched) => {
    const matches = await keep(expression)
    const event = eventWith(`"data":{"x":"${long}b"}`)
    expect([matches(event), matches(event)]).toEqual([false, false])
    expect(reported).toEqual([
      `--filter: searched only the first ${searched} characters of data.x; the rest was not compared (reported once)`,
    ])
  })

  test.each([
    ['data.x!=*b*,*c*,*d*', true],
    ['data.x!~(?i)b', true],
    ['data=~b', false],
    ['data=*b"},*c*,*d*', false],
  ])('%s: what was not searched is not there', async (expression, kept) => {
    expect((await keep(expression))(eventWith(`"data":{"x":"${long}b"}`))).toBe(kept)
    expect(reported).toHaveLength(1)
  })

  test('nothing is reported where the beginning or the ends decide', async () => {
    for (const expression of [
      'data.x=~^a',
      'data.x=*a*',
      'data.x=*b',
      'data.x=a*b',
      'data.x=b*',
      'data={"x":"aaa*',
    ]) {
      const matches = await keep(expression.replace('{"x":"aaa*', '\\{\\"x\\":\\"aaa*'))
      expect([expression, matches(eventWith(`"data":{"x":"${long}b"}`))]).toEqual([
        expression,
        expression !== 'data.x=b*',
      ])
    }
    expect(reported).toEqual([])
  })

  test('each filter is reported by itself, with its flag', async () => {
    reported.length = 0
    const flags = ['--filter', '--did']
    const matches = await compileFilters(['data!=*b*,*c*,*d*', 'did!=*b*,*c*,*d*'], flags, text =>
      reported.push(text),
    )
    matches(eventWith(`"did":"${long}","data":["${long}"]`))
    expect(reported.map(text => text.replace(/ first.* of/, ''))).toEqual([
      expect.stringMatching(/^--filter: searched only the data;/),
      expect.stringMatching(/^--did: searched only the did;/),
    ])
  })
})

test('in an event of more than 256 KB each value is compared whole, but an object or array that is as long', async () => {
  const long = `${'a'.repeat(300_000)}b`
  const event = eventWith(
    `"data":{"x":"${long}","n":1},"did":"d1","event_type":"x","delivery_id":18446744073709551615`,
  )
  const isMet = async (expression: string) => (await compileFilters([expression]))(event)
  for (const expression of [
    'data.x=~^a',
    'data.x=*b',
    `data.x=${long}`,
    'data.n=1',
    'data.n=~^1$',
    'did=d1',
    'event_type=x',
    'delivery_id=18446744073709551615',
    '!data.y',
    'data=~^."x":"aa',
    'data!=*1}',
  ])
    expect([expression.slice(0, 40), await isMet(expression)]).toEqual([expression.slice(0, 40), true])
  for (const expression of [
    `data.x=${long.slice(0, -1)}`,
    'data.y',
    'data=~n',
    'data=*1}',
    'data=*a"}',
    'data.x=*a',
  ])
    expect([expression.slice(0, 40), await isMet(expression)]).toEqual([expression.slice(0, 40), false])
})

test('the beginning of a value is equal to none, for the value is longer', () => {
  const ignore = () => {}
  for (const value of ['aaa', [1], parseExactly('1e3')]) {
    expect(operators.equals.test([textOf(value)], ignore)(value, true)).toBe(true)
    expect(operators.equals.test([textOf(value)], ignore)(value, false)).toBe(false)
    expect(operators.differs.test([textOf(value)], ignore)(value, false)).toBe(true)
  }
})

describe('the size of an expression', () => {
  test('a list of values may be as long as you like', async () => {
    const values = Array.from({ length: 100_000 }, (_, i) => `d${i}`)
    const matches = await compileFilters([`did=${values.join(',')}`])
    expect(matches(eventWith('"did":"d99999"'))).toBe(true)
    expect(matches(eventWith('"did":"d100000"'))).toBe(false)
    const numbers = await compileFilters(Array.from({ length: 20_000 }, (_, i) => `data.n=${i}`))
    expect(numbers(eventWith('"data":{"n":19999}'))).toBe(true)
    expect(numbers(eventWith('"data":{"n":20000}'))).toBe(false)
  })

  test('wildcards may not', async () => {
    const wild = Array.from({ length: 10_000 }, (_, i) => `did=d${i}*`)
    await expect(compileFilters(wild)).rejects.toThrow(/too many wildcards/)
    await expect(compileFilters([`did=${'*a?'.repeat(2000)}`])).rejects.toThrow(/too many/)
    await expect(compileFilters(wild.slice(0, 1000))).resolves.toBeTypeOf('function')
  })
})

test('a number too long to mean anything is no number', async () => {
  const member = `"data":{"n":${'9'.repeat(100_000)}}`
  expect(await isKept(member, 'data.n>1')).toBe(false)
  expect(await isKept(member, 'data.n=1')).toBe(false)
  expect(await isKept(`"data":{"n":${'9'.repeat(1000)}}`, 'data.n>1')).toBe(true)
})

test('the help has each form of an expression, and an example that is one', async () => {
  for (const [name, { form, example }] of Object.entries(filterForms)) {
    const parsed = parseExpression(example)
    if (isCondition(parsed)) {
      expect(form.replace(/key|value|regex|number/g, '')).toBe(parsed.operator.symbol)
      expect(parsed.operator).toBe(operators[name as keyof typeof operators])
    } else expect(name === 'group' ? 'and' : name).toBe(parsed.kind)
    await compileFilters([example])
  }
})

test('lines as real servers write them', async () => {
  const events = readFileSync('test/fixtures/events.ndjson', 'utf8').trim().split('\n').map(eventOf)
  const ids = async (...expressions: string[]) => {
    const keep = await compileFilters(expressions)
    return events.flatMap((event, index) => (keep(event) ? [index + 1] : []))
  }
  expect(await ids('event_type=attr_*')).toEqual([3, 4, 5])
  expect(await ids('data.attr_displayname=~空气')).toEqual([3, 4])
  expect(await ids('data.value=1', 'event_type=attr_alert')).toEqual([3])
  expect(await ids('data.room_temp<=-10.5')).toEqual([8])
  expect(await ids('data.energy=12345678901234567890')).toEqual([9])
  expect(await ids('delivery_id=9007199254740993')).toEqual([4])
  expect(await ids('group_id=null')).toEqual([1, 2, 6, 11])
  expect(await ids('!group_id')).toEqual([4, 8, 10])
  expect(await ids('data.raw')).toEqual([6])
})
