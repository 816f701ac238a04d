// Reads events from stdin, parses each, and prints how many there were.
import { createInterface } from 'node:readline'

let events = 0
const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
lines.on('line', line => {
  if (typeof JSON.parse(line) === 'object') events++
})
lines.on('close', () => console.log(events))
