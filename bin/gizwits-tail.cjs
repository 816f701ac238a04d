#!/usr/bin/env node
// ES5, so that a Node that is too old can parse this file and print the message.
if (parseInt(process.versions.node, 10) < 20) {
  console.error('gizwits-tail needs Node 20 or newer; this is Node', process.versions.node)
  process.exitCode = 1
} else {
  try {
    require('../dist/gizwits-tail.cjs')
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error
    console.error('gizwits-tail is not built: dist/gizwits-tail.cjs is missing; run npm ci && npm run build')
    process.exitCode = 1
  }
}
