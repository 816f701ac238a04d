// Run by the Node that goes into the binaries, in the folder of the program, which is the one for temporary files too.
// Puts the program into each target's Node. Its argument is JSON: pkg's folder, the program's name, and the targets
// in pkg's own words.
const { join } = require('node:path')

const { pkg, program, targets } = JSON.parse(process.argv[2])

// All that pkg would fetch lies in its cache already. If it wants something else it shall not get it.
globalThis.fetch = url => {
  throw new Error(`pkg wanted ${url}, and may not fetch anything`)
}

// Not pkg's command, which passes on none of Node's settings; its function does.
const { default: sea } = require(join(pkg, 'lib-es5', 'sea.js'))

const seaConfig = {
  // Becomes part of the binary: what pkg puts there would tell where we were built, and no two builds would be equal.
  // It is read from the folder that pkg makes for itself in ours.
  main: `../${program}`,
  // A NODE_OPTIONS that was meant for Node has no say in a program that happens to be made of it.
  execArgvExtension: 'none',
}

// Signing is optional to pkg; where it is needed it is done after.
sea(program, { targets, seaConfig, signature: false }).catch(error => {
  console.error(error.stack)
  process.exitCode = 1
})
