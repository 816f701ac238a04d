import { suggestion } from '../../base/closest.ts'
import { Failure } from '../../base/failure.ts'
import { excerpt } from '../../base/safe-text.ts'
import { listText } from '../../language/list-text.ts'
import { say } from '../../language/say.ts'
import { ConfigDocument, type ConfigFault } from './config-document.ts'
import type { ConfigPlace } from './config-place.ts'
import type { Profile } from './profile.ts'
import { rootKeys } from './profile-keys.ts'
import { unknownKey } from './read-members.ts'
import { readProfile } from './read-profile.ts'
import { isTable, type TomlTable } from './toml-value.ts'

/** The profiles of a config file. */
export class ConfigFile {
  readonly document: ConfigDocument

  private constructor(document: ConfigDocument) {
    this.document = document
  }

  /**
   * Returns undefined if there is no file.
   *
   * @throws Failure `usage` if it cannot be read, is not TOML, or has something else than profiles at the top
   */
  static async read(place: ConfigPlace): Promise<ConfigFile | undefined> {
    const document = await ConfigDocument.read(place)
    return document && new ConfigFile(document)
  }

  get names(): string[] {
    return Object.keys(this.tables)
  }

  /** The name of the profile to use where none is named. */
  get default(): string | undefined {
    const { default: name } = this.document.root
    return typeof name === 'string' ? name : undefined
  }

  /** What a profile has in the file; undefined if there is none of that name. */
  table(name: string): unknown {
    return Object.hasOwn(this.tables, name) ? this.tables[name] : undefined
  }

  /**
   * @param given the option or variable that names it
   * @throws Failure `usage` if there is no such profile, or something is wrong with it or at the top of the file
   */
  profile(name: string, given: string): Profile {
    const table = this.table(name)
    const [fault] = this.rootFaults()
    if (fault) throw this.document.failure(fault)
    if (table === undefined) throw this.unknownProfile(name, given)
    const { profile, faults } = readProfile(name, table)
    if (faults[0]) throw this.document.failure(faults[0])
    return profile
  }

  /** All that is wrong in the file, in its order as far as possible. */
  get failures(): Failure[] {
    const faults = this.names.flatMap(name => readProfile(name, this.table(name)).faults)
    return [...this.rootFaults(), ...faults].map(fault => this.document.failure(fault))
  }

  unknownProfile(name: string, given: string): Failure {
    const path = excerpt(this.document.path)
    const near = suggestion(name, this.names)
    const names = listText(this.names.map(one => excerpt(one)))
    const message = say('{given}: {path} has no profile {name}', { given, path, name: excerpt(name) })
    return new Failure('usage', message, {
      hint:
        near !== undefined
          ? say('Did you mean {near}?', { near })
          : names === ''
            ? say('It has no profiles.')
            : say('It has: {names}', { names }),
    })
  }

  private get tables(): TomlTable {
    const { profiles } = this.document.root
    return isTable(profiles) ? profiles : {}
  }

  private rootFaults(): ConfigFault[] {
    const { root } = this.document
    const faults = Object.keys(root)
      .filter(name => !rootKeys.some(key => key === name))
      .map((name): ConfigFault => {
        const fault = unknownKey([name], rootKeys)
        return { ...fault, hint: fault.hint ?? say('Options belong to a profile: [profiles.NAME]') }
      })
    const { default: standard, profiles } = root
    if (profiles !== undefined && !isTable(profiles)) {
      faults.push({
        path: ['profiles'],
        part: 'value',
        what: say('profiles must be tables: [profiles.NAME]'),
      })
    }
    if (standard !== undefined && typeof standard !== 'string') {
      faults.push({ path: ['default'], part: 'value', what: say('default must be the name of a profile') })
    } else if (standard !== undefined && this.table(standard) === undefined) {
      const near = suggestion(standard, this.names)
      faults.push({
        path: ['default'],
        part: 'value',
        what: say('there is no profile {name}', { name: excerpt(standard) }),
        hint: near && say('Did you mean {near}?', { near }),
      })
    }
    return faults
  }
}
