// Preloaded into the program (`node --require`): it fails as by a bug once it has written a text to stdout.
const { CRASH_AFTER: text, CRASH_BY: kind } = process.env
const { stdout } = process
const { write } = stdout

stdout.write = (/** @type {unknown[]} */ ...args) => {
  const result = Reflect.apply(write, stdout, args)
  if (text && String(args[0]).includes(text)) {
    stdout.write = write
    setImmediate(() => {
      const error = new Error('made up')
      if (kind === 'rejection') void Promise.reject(error)
      else throw error
    })
  }
  return result
}
