import { parseArgs } from 'node:util'
import { messageOf } from '../error-message.mjs'
import { chosenTargets, namesOf, targetsOn } from './targets.mjs'
import { UsageError } from './usage-error.mjs'

const help = () => `Makes the single-file executables, from dist/ and a Node that is fetched as a package.

  npm run package -- [options]

  --target NAME   what for; may be given again. host is this machine's own; without the option all of these:
                  ${namesOf(targetsOn())}
  --out DIR       where the archives and SHA256SUMS go (dist/bin)`

/**
 * Reads the command line; returns undefined where it asks for help, which is then printed.
 *
 * @param {string[]} args
 * @throws {UsageError} where it cannot be read
 */
export function readOptions(args) {
  const { values } = parsed(args)
  if (values.help) {
    console.log(help())
    return undefined
  }
  return { targets: chosenTargets(values.target), out: values.out }
}

/** @param {string[]} args */
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
    throw new UsageError(messageOf(error), { cause: error })
  }
}
