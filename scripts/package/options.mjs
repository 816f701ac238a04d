import { parseArgs } from 'node:util'
import { chosenTargets, targetsOn } from './targets.mjs'
import { UsageError } from './usage-error.mjs'

const help = () => `Makes the single-file executables, from dist/ and a Node that is fetched as a package.

  npm run package -- [options]

  --target NAME   what for; may be given again. host is this machine's own, and all of these where none is given:
                  ${Object.keys(targetsOn()).join(', ')}
  --out DIR       where the archives and SHA256SUMS go (dist/bin)`

/** What the command line asks for; undefined where it asks for help, which is then printed. */
export function readOptions(words) {
  const { values } = parsed(words)
  if (values.help) {
    console.log(help())
    return undefined
  }
  return { targets: chosenTargets(values.target), out: values.out }
}

function parsed(args) {
  try {
    return parseArgs({
      args,
      options: {
        target: { type: 'string', multiple: true, default: [] },
        out: { type: 'string', default: 'dist/bin' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error.message, { cause: error })
  }
}
