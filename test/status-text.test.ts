import { expect, test } from 'vitest'
import { textCells } from '../src/base/text-width.ts'
import { createTheme } from '../src/format/theme.ts'
import type { StatusFacts } from '../src/view/status-facts.ts'
import { statusText } from '../src/view/status-text.ts'
import { statusFacts as facts } from './support/status-facts.ts'

const now = 200_000
const theme = createTheme(0)
const text = (more: Partial<StatusFacts> = {}, width = 200) =>
  statusText({ ...facts, ...more }, now, width, theme, 'unicode')

test('says what a run is doing', () => {
  expect(text()).toBe(
    '● noti.gizwitsapi.com 3m12s · 1,412 received, 38 shown (-e attr_alert) · 85/s · last 2s ago · lag 430ms · window 12/50 · acks all · 2 alarms open',
  )
  expect(text({ filters: '', shown: 1412, openAlarms: 0, ack: 'matched', rate: 0.44 })).toBe(
    '● noti.gizwitsapi.com 3m12s · 1,412 received · 0.4/s · last 2s ago · lag 430ms · window 12/50 · acks matched',
  )
  expect(text({ filters: '', received: 0, shown: 0, rate: 0, idle: undefined, lag: undefined })).toBe(
    '● noti.gizwitsapi.com 3m12s · 0 received · 0/s · no event yet · window 12/50 · acks all · 2 alarms open',
  )
  // Clocks differ.
  expect(text({ lag: -1500, ack: 'none', openAlarms: 1 })).toMatch(
    / · lag 0ms · window 12\/50 · acks none \(peek\) · 1 alarm open$/,
  )
})

test('says what it waits for', () => {
  const start = (more: Partial<StatusFacts>) => text(more).split(' · ')[0]
  expect(start({ connection: { name: 'waiting', until: now + 11_001 } })).toBe(
    '○ noti.gizwitsapi.com reconnecting in 12s',
  )
  expect(start({ connection: { name: 'waiting', until: now - 5 } })).toBe(
    '○ noti.gizwitsapi.com reconnecting in 0s',
  )
  expect(start({ connection: { name: 'connecting', retry: 3 } })).toBe(
    '○ noti.gizwitsapi.com connecting, retry 3',
  )
  expect(start({ connection: { name: 'connecting', retry: 0 } })).toBe('○ noti.gizwitsapi.com connecting')
  expect(start({ connection: { name: 'draining' } })).toBe(
    '○ noti.gizwitsapi.com reconnecting once all is written',
  )
  expect(text({ windowFull: true, unacked: 50 })).toContain(' · window full: 50/50 · ')
})

test('is shortened by rank, and fits every width', () => {
  const shortened = [140, 100, 80, 60, 40, 20, 8, 1].map(width => text({}, width))
  expect(shortened).toEqual([
    '● noti.gizwitsapi.com 3m12s · 1,412 received, 38 shown (-e attr_alert) · 85/s · last 2s ago · lag 430ms · window 12/50 · 2 alarms open',
    '● noti.gizwitsapi.com 3m12s · 1,412 received, 38 shown (-e attr_alert) · last 2s ago · 2 alarms open',
    '● noti.gizwitsapi.com 3m12s · 38 of 1,412 · last 2s ago · 2 alarms open',
    '● noti.gizwitsapi.com 3m12s · last 2s ago · 2 alarms open',
    '● noti.gizwitsapi.com 3m12s · 2!',
    '● noti 3m12s',
    '● 3m12s',
    '●',
  ])
  for (let width = 1; width < 160; width++) expect(textCells(text({}, width))).toBeLessThanOrEqual(width)
  expect(text({ windowFull: true }, 40)).toBe('● noti.gizwitsapi.com 3m12s')
  expect(text({ windowFull: true, openAlarms: 0 }, 42)).toBe('● noti.gizwitsapi.com 3m12s · window full')
  expect(text({ server: '192.0.2.10' }, 20)).toBe('● 192.0.2.10 3m12s')
})

test('shows nothing that a terminal interprets, and little of a long filter', () => {
  const hostile = text({ server: 'a\u001b[2J.example', filters: `-f data.x=\u202e${'长'.repeat(50)}` })
  expect(hostile).toContain('a\\u001b[2J.example')
  expect(hostile).toMatch(/\(-f data\.x=\\u202e长+\*\)/)
  expect(textCells(/\((.*)\*\)/.exec(hostile)![1]!)).toBeLessThan(40)
})

test('stands out where something is wrong, and has marks of ASCII', () => {
  const coloured = createTheme(1)
  const of = (more: Partial<StatusFacts>) => statusText({ ...facts, ...more }, now, 200, coloured, 'ascii')
  const { open } = coloured.warning
  expect(of({})).toContain(`${coloured.good.open}* noti`)
  expect(of({})).not.toContain(`${open}*`)
  expect(of({ connection: { name: 'draining' } })).toContain(`${open}o noti`)
  expect(of({ windowFull: true })).toContain(`${open}window full`)
  expect(of({})).toContain(`${coloured.alertRaised.open}2 alarms open`)
  expect(of({})).toContain(' | ')
})
