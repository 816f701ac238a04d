import { describe, expect, test } from 'vitest'
import { warnOfSecrets } from '../src/cli/warn-of-secrets.ts'
import { Event } from '../src/event/event.ts'
import { maskSecretMembers } from '../src/event/secret-members.ts'
import { createPretty } from '../src/format/pretty.ts'
import { createTheme } from '../src/format/theme.ts'
import { run } from './support/bin.ts'
import { formattedText } from './support/formatted-text.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine, pushOf } from './support/lines.ts'

const canary = 'c4n4ry-p4ssc0de'
const quoted = (value: unknown) => JSON.stringify(JSON.stringify(value))

describe('text that holds JSON is shown without the values of secret members', () => {
  test.each([
    ['{"child_passcode":"X","a":1}', '{"child_passcode":***,"a":1}'],
    ['{"child_passcode" : "X" , "a":1}', '{"child_passcode" : *** , "a":1}'],
    ['{"child\\u005fpasscode":"X"}', '{"child\\u005fpasscode":***}'],
    ['{"\\u0063\\u0068ild\\u005Fpasscode":"X"}', '{"\\u0063\\u0068ild\\u005Fpasscode":***}'],
    ['{"child_passcode":"X\\"X","a":1}', '{"child_passcode":***,"a":1}'],
    ['{"child_passcode":"X\\\\","a":1}', '{"child_passcode":***,"a":1}'],
    ['{"child_passcode":12345,"a":1}', '{"child_passcode":***,"a":1}'],
    ['[{"child_passcode":true}]', '[{"child_passcode":***}]'],
    ['{"child_passcode":{"X":["}"]},"a":1}', '{"child_passcode":***,"a":1}'],
    ['[{"child_passcode":["X"],"a":1}]', '[{"child_passcode":***,"a":1}]'],
    ['{"child_passcode":["X"', '{"child_passcode":***'],
    ['{"child_passcode":"X', '{"child_passcode":***'],
    ['{"child_passcode":', '{"child_passcode":***'],
    ['{"child_passcode":"X"} {"child_passcode":"X"}', '{"child_passcode":***} {"child_passcode":***}'],
    [quoted({ child_passcode: 'X"X', a: 1 }), '"{\\"child_passcode\\":***,\\"a\\":1}"'],
    [JSON.stringify({ a: quoted({ child_passcode: 'X' }) }).replace('a', 'b'), undefined],
    ['{"not_child_passcode":"x","child":"passcode"}', '{"not_child_passcode":"x","child":"passcode"}'],
  ])('%s', (text, shown) => {
    expect(maskSecretMembers(text)).not.toContain('X')
    if (shown !== undefined) expect(maskSecretMembers(text)).toBe(shown)
  })

  test('text of another kind stays the same string', () => {
    const text = `${'"'.repeat(1000)}${'\\'.repeat(100_000)}child_passcode`
    expect(maskSecretMembers(text)).toBe(text)
  })
})

/** An event with the passcode wherever JSON has room for it. */
const added = {
  event_type: 'sub_device_added',
  child_did: 'Kp7rMv5nWb9dQs3fTg2hYx',
  child_passcode: canary,
  data: { child_passcode: [canary], text: JSON.stringify({ child_passcode: canary }) },
  list: [{ deep: { child_passcode: { of: canary }, other: 1 } }],
}

test('pretty shows no value of a secret member, at any depth', async () => {
  for (const width of [undefined, 300]) {
    const context = {
      theme: createTheme(0),
      timeZone: 'UTC',
      columns: () => width,
      wall: () => 1499843747_794,
    }
    const format = await createPretty({ ...context, time: 'none' })
    const show = (members: object) =>
      formattedText(format(new Event(pushOf(eventLine(1, { ...added, ...members })))))
    const kv = show({ event_type: 'device_status_kv' })
    const line = show({})
    const unknown = show({ event_type: 'sub_device_renamed' })
    expect(line).toContain(' child_passcode=*** ')
    expect(line).toContain('data={"child_passcode":***,"text":"{\\"child_passcode\\":***}"} ')
    expect(line).toContain('list=[{"deep":{"child_passcode":***,"other":1}}]')
    expect(kv).toContain(' child_passcode=*** text="{\\"child_passcode\\":***}" ')
    for (const text of [line, kv, unknown]) expect(text).not.toContain(canary)
  }
})

let server: HandServer

test('what is said on stderr does not either, while --json has the line as it came', async () => {
  const line = eventLine(1, added).replace('child_passcode', 'child\\u005fpasscode')
  const odd = `{"cmd":"x","child_passcode":"${canary}"}\n{"child_passcode":"${canary}\n`
  server = await HandServer.start(async visitor => {
    await visitor.login()
    visitor.socket.write(`${odd}{"cmd":"invalid_msg","msg":${JSON.stringify(odd)}}\n${line}\n${line}\n`)
  })
  const ran = await run([...server.options, '-n', '2', '--json', '--trace', '--summary', 'always'])
  expect(ran.code).toBe(0)
  expect(ran.stdout).toBe(`${line}\n${line}\n`)
  expect(ran.stderr).not.toContain(canary)
  expect(ran.stderr.match(/^warning: .*secret.*$/gm)).toEqual([
    'warning: events have a child_passcode, which is secret: --json passes it on as it came',
  ])
  expect(ran.stderr.match(/child(_|\\u005f)passcode\\*"\s*:\*\*\*/g)!.length).toBeGreaterThan(6)
})

test('the first event with a secret member is warned of, and only then', async () => {
  const warnings: string[] = []
  const written: unknown[] = []
  const format = warnOfSecrets(
    ({ push }) => {
      written.push(push)
      return push
    },
    '--json',
    text => warnings.push(text),
  )
  const eventOf = (members: Record<string, unknown>) => new Event(pushOf(eventLine(1, members)))
  const without = { ...added, child_passcode: undefined }
  const others = ['device_status_kv', 'sub_device_added_later', 7].map(event_type => ({
    ...added,
    event_type,
  }))
  for (const members of [...others, {}, without]) {
    format(eventOf(members))
    expect(warnings).toEqual([])
  }
  format(eventOf(added))
  format(eventOf(added))
  expect(warnings).toHaveLength(1)
  expect(written).toHaveLength(7)
})
