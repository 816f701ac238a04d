// The end of the pipe: notes the arrival of each event that says when it was sent (`@nanoseconds@`), and at the end of
// its input prints { events, p50, p99, max }, in milliseconds. The first SKIP events are not counted.
//
//   node BUNDLE SKIP < PIPE
const skip = Number(process.argv[2])
const delays: number[] = []
let begun = ''

process.stdin.setEncoding('latin1')
process.stdin.on('data', text => {
  const now = process.hrtime.bigint()
  const lines = (begun + text).split('\n')
  begun = lines.pop()!
  for (const line of lines) {
    const sent = /@(\d+)@/.exec(line)?.[1]
    if (sent !== undefined) delays.push(Number(now - BigInt(sent)) / 1e6)
  }
})
process.stdin.on('end', () => {
  const sorted = delays.slice(skip).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  console.log(JSON.stringify({ events: delays.length, p50: at(0.5), p99: at(0.99), max: at(1) }))
})
