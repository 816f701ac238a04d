import { hexGroups } from './hex-groups.ts'

/** Formats bytes as hex in groups of four, with ASCII beside it: `00000003 07000091  |........|`. */
export function hexDump(bytes: Buffer, perLine: number): string[] {
  const hexCells = perLine * 2 + perLine / 4 - 1
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += perLine) {
    const part = bytes.subarray(at, at + perLine)
    const ascii = part.toString('latin1').replace(/[^ -~]/g, '.')
    lines.push(`${hexGroups(part, perLine).padEnd(hexCells)}  |${ascii}|`)
  }
  return lines
}
