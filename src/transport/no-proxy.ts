import { BlockList, isIP } from 'node:net'
import { asciiName } from './addresses.ts'

/**
 * Whether the value of `NO_PROXY` excludes a server: a list, separated by commas or spaces, of `*`, names (`example.com`
 * and `.example.com` include their subdomains), addresses, and networks (`192.0.2.0/24`), each with or without `:port`.
 */
export function isExcluded(list: string, host: string, port: number): boolean {
  const name = asciiName(host).toLowerCase()
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some(entry => entry !== '' && matches(entry, name, port))
}

/** Whether a host is this machine. No proxy of the environment is asked for it: it would connect to itself. */
export function isLoopback(host: string): boolean {
  const name = asciiName(host).toLowerCase()
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    ['127.0.0.0/8', '::1/128'].some(net => contains(net, name))
  )
}

function matches(entry: string, name: string, port: number): boolean {
  const [, bracketed, bare, entryPort] = /^(?:\[(.*)\]|([^:]*|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? []
  const pattern = bracketed ?? bare
  if (pattern === undefined || (entryPort !== undefined && Number(entryPort) !== port)) return false
  if (pattern === '*' || pattern === name) return true
  if (isIP(name) !== 0) return contains(pattern, name)
  const suffix = asciiName(pattern.replace(/^\*?\./, ''))
  return suffix !== '' && (name === suffix || name.endsWith(`.${suffix}`))
}

/** Whether an address is in a network, such as `192.0.2.0/24`, or is the address that the text is. */
function contains(network: string, address: string): boolean {
  const [base = '', bits] = network.split('/')
  const family = isIP(base)
  if (family === 0 || isIP(address) !== family) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  const most = family === 4 ? 32 : 128
  const prefix = bits === undefined ? most : Number(bits)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > most) return false
  const block = new BlockList()
  block.addSubnet(base, prefix, type)
  return block.check(address, type)
}
