import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deviceColour } from '../src/format/device-colour.ts'
import { paint, type Style } from '../src/format/style.ts'
import { createTheme, type Theme } from '../src/format/theme.ts'

const levels = [1, 2, 3] as const

/** Hue in degrees of a colour code; undefined for what is no colour. */
function hueOf(style: Style): number | undefined {
  const [first, , index] = style.open.slice(2, -1).split(';').map(Number)
  if (first === 38) return hue(cube(index!))
  return first === undefined ? undefined : sixteen[first]
}

const sixteen: Record<number, number> = {
  ...{ 31: 0, 32: 120, 33: 60, 34: 240, 35: 300, 36: 180 },
  ...{ 91: 0, 92: 120, 93: 60, 94: 240, 95: 300, 96: 180 },
}

function cube(index: number): [number, number, number] {
  const steps = [0, 95, 135, 175, 215, 255]
  const at = index - 16
  return [steps[Math.floor(at / 36)]!, steps[Math.floor(at / 6) % 6]!, steps[at % 6]!]
}

function hue([red, green, blue]: [number, number, number]): number {
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  if (most === red) return (((green - blue) / range) * 60 + 360) % 360
  return most === green ? ((blue - red) / range) * 60 + 120 : ((red - green) / range) * 60 + 240
}

/** Contrast as WCAG has it. */
function contrast(one: [number, number, number], other: [number, number, number]): number {
  const light = (colour: [number, number, number]) => {
    const [red, green, blue] = colour.map(part => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05
  }
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b)
  return bright! / dark!
}

describe('colours of devices', () => {
  const dids = fc.sample(fc.string({ minLength: 22, maxLength: 22 }), { numRuns: 10_000, seed: 1 })

  test.each(levels)('level %i: never near red, and many of them are in use', level => {
    const theme = createTheme(level)
    const seen = new Set<string>()
    for (const did of dids) {
      const style = theme.device(did)
      seen.add(style.open)
      const degrees = hueOf(style)
      expect(degrees).toBeGreaterThanOrEqual(60)
      expect(degrees).toBeLessThanOrEqual(300)
    }
    expect(seen.size).toBe(level === 1 ? 4 : 12)
  })

  test('are readable on dark and on light', () => {
    const theme = createTheme(2)
    for (const did of dids) {
      const colour = cube(Number(theme.device(did).open.slice(2, -1).split(';')[2]))
      expect(contrast(colour, [255, 255, 255])).toBeGreaterThan(3)
      expect(contrast(colour, [0x1e, 0x1e, 0x1e])).toBeGreaterThan(3)
    }
  })

  test('stay the same from run to run', () => {
    const some = ['Dn4tUq8sXw2yBz6cEf3gHj', 'Kp7rMv5nWb9dQs3fTg2hYx', '设备一号', '']
    expect(some.map(did => deviceColour(did, 12))).toEqual([2, 2, 7, 11])
    for (const did of dids.slice(0, 100))
      expect(createTheme(2).device(did)).toEqual(createTheme(2).device(did))
  })

  test('are spread evenly, though dids differ by a character', () => {
    const counts = new Array<number>(12).fill(0)
    for (let i = 0; i < 12_000; i++) counts[deviceColour(`device-${i}`, 12)]!++
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(200)
  })
})

describe('theme', () => {
  const stylesOf = ({ level: _, device: __, devices: ___, ...styles }: Theme) => Object.entries(styles)

  test('level 0 has no colour at all', () => {
    const theme = createTheme(0)
    for (const [, style] of [...stylesOf(theme), ['device', theme.device('x')] as const])
      expect(style).toEqual({ open: '', close: '' })
    expect(paint(theme.faultRaised, 'x')).toBe('x')
  })

  test.each(levels)('level %i: red is for faults, and for errors on stderr', level => {
    const red = stylesOf(createTheme(level)).filter(([, { open }]) => /\u001b\[(?:31|91)m/.test(open))
    expect(red.map(([meaning]) => meaning).sort()).toEqual(['error', 'faultRaised'])
  })

  test('a style closes what it opens', () => {
    const theme = createTheme(1)
    expect(paint(theme.faultRaised, 'x')).toBe('\u001b[1m\u001b[31mx\u001b[39m\u001b[22m')
    expect(paint(theme.faultRaised, '')).toBe('')
  })
})
