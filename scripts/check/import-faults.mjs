import { readFileSync } from 'node:fs'
import { importsOf } from './source-files.mjs'

/** @import { Import } from './source-files.mjs' */

/**
 * @typedef {object} Rules
 * @property {Readonly<Record<string, readonly string[]>>} mayImport
 * @property {readonly { from: string, to: string, except?: readonly string[] }[]} typesOnly
 * @property {Readonly<Record<string, readonly string[]>>} outside
 * @property {readonly string[]} usesProcess
 */

/**
 * Returns what is wrong with what a file of src imports.
 *
 * @param {string} file
 * @param {Rules} rules
 */
export function importFaults(file, rules) {
  // The public face of the library is the only file beside the folders; it may import what cli may.
  const folder = file === 'src/index.ts' ? 'cli' : folderOf(file)
  if (!rules.mayImport[folder]) return [`${file}: there must be no ${folder} in src`]
  const faults = importsOf(file).flatMap(one =>
    one.isOurs ? folderFaults(folder, one, rules) : outsideFaults(file, one, rules),
  )
  if (/\bprocess\./.test(readFileSync(file, 'utf8')) && !rules.usesProcess.includes(folder))
    faults.push(`only ${rules.usesProcess.join(' and ')} may use process`)
  return faults.map(fault => `${file}: ${fault}`)
}

/**
 * @param {string} from
 * @param {Import} imported
 * @param {Rules} rules
 */
function folderFaults(from, { target, isType }, { mayImport, typesOnly }) {
  const to = folderOf(target)
  if (to === from) return []
  if (!mayImport[from]?.includes(to)) return [`${from} may not import ${target}`]
  const rule = typesOnly.find(one => one.from === from && one.to === to)
  return rule && !isType && !rule.except?.includes(target)
    ? [`${from} may import only types from ${target}`]
    : []
}

/**
 * @param {string} file
 * @param {Import} imported
 * @param {Rules} rules
 */
function outsideFaults(file, { target, isType }, { outside }) {
  const places = outside[target]
  if (!places || isType || places.some(place => `${file}/`.startsWith(`src/${place}/`))) return []
  return [`${target} may be imported only in ${places.join(', ')}`]
}

/** @param {string} file below src */
function folderOf(file) {
  return file.split('/')[1] ?? ''
}
