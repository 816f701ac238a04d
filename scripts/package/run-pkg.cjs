// Puts the program into the Node of each target. It is run by the Node that goes into the binaries, in the folder of
// the program, which is also that of temporary files. Its argument is JSON: pkg's folder, the file name of the program,
// and the targets as pkg describes them.
const { join } = require('node:path')

const { pkg, program, targets } = JSON.parse(process.argv[2] ?? '')

// All that pkg would fetch is in its cache already; it must not get anything else.
globalThis.fetch = url => {
  throw new Error(`pkg wanted ${url}, and may not fetch anything`)
}

// pkg's command would not pass on Node's settings, but its function does.
const { default: sea } = require(join(pkg, 'lib-es5', 'sea.js'))

const seaConfig = {
  // This becomes part of the binary. pkg would write an absolute path, which shows where the binary was built and makes
  // each build different. It is read from the folder that pkg creates for itself in this one.
  main: `../${program}`,
  // A NODE_OPTIONS that is meant for Node must not affect the program.
  execArgvExtension: 'none',
}

// Where a signature is needed, it is made afterwards.
sea(program, { targets, seaConfig, signature: false }).catch((/** @type {Error} */ error) => {
  console.error(error.stack)
  process.exitCode = 1
})
