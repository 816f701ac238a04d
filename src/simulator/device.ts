import type { Words } from '../wire/words.ts'
import { DeviceState } from './device-state.ts'
import type { EventLine } from './event-line.ts'
import { type Location, locations, positionNear } from './locations.ts'
import type { AlarmKind, ProductKind, ReportForm } from './product-kind.ts'
import { type Members, type PushStyle, pickStyle, writePush } from './push-style.ts'
import type { Random } from './random.ts'

export const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Where devices are. The addresses are from the blocks reserved for documentation. */
const places = [
  { ip: '203.0.113.', country: 'China', region: 'Guangdong', city: 'Guangzhou' },
  { ip: '203.0.113.', country: 'China', region: '浙江', city: '杭州' },
  { ip: '198.51.100.', country: 'Germany', region: 'Bayern', city: 'München' },
  { ip: '192.0.2.', country: '', region: '', city: '' },
  { ip: '2001:db8::', country: 'China', region: null, city: '' },
] as const

/** Values of `group_id`, assigned to the devices in turn, so that small worlds have several of them. */
const groups = [null, undefined, 'g1', '', '一号楼'] as const

interface DeviceOptions {
  /** Number of the device in its world, from 0. */
  readonly number: number
  readonly words: Pick<Words, 'push' | 'messageId'>
  /** Whether devices with a SIM card send its ids with each status, and their position when they come online. */
  readonly located: boolean
  /** Made up by default. */
  readonly did: string | undefined
}

/** One simulated device: its identity, its state, and its events, which it always writes in the same style. */
export class Device {
  readonly kind: ProductKind
  readonly did: string
  online = false
  /** Attribute names of the open alarms. */
  readonly alarms = new Set<string>()
  /** The members that name the user who bound it; undefined if nobody did. */
  binding: object | undefined
  /** The members that name the sub-device behind it; undefined if there is none. */
  subDevice: object | undefined
  readonly location: Location
  /** Of the network 001-01, which is for tests. */
  readonly imsi: string
  readonly state: DeviceState
  readonly form: ReportForm
  private readonly random: Random
  /** JSON text of `cmd`. */
  private readonly command: string
  private readonly messageIdName: string | undefined
  private readonly style: PushStyle
  private readonly identity: Members
  private readonly place: Members
  /** What each status says of the SIM card. */
  private readonly card: Members = {}

  constructor(kind: ProductKind, random: Random, options: DeviceOptions) {
    const { number, did = random.text(base58, 22) } = options
    this.kind = kind
    this.random = random
    this.command = JSON.stringify(options.words.push)
    this.messageIdName = options.words.messageId
    this.did = did
    this.form = random.fork('form').pick(kind.forms)
    this.state = new DeviceState(kind, random)
    this.style = pickStyle(random)
    this.location = random.fork('location').pick(locations)
    this.imsi = `00101${random.fork('imsi').text('0123456789', 10)}`
    const mac = random.chance(0.15) ? 'virtual:site' : `02005e${random.text('0123456789abcdef', 6)}`
    const group = groups[number % groups.length]
    this.identity = {
      product_key: JSON.stringify(kind.productKey),
      did: JSON.stringify(this.did),
      mac: JSON.stringify(mac),
      ...(group === undefined ? {} : { group_id: JSON.stringify(group) }),
    }
    const { ip, ...where } = random.pick(places)
    this.place = { ip: JSON.stringify(ip + random.int(1, 254)) }
    for (const [name, value] of Object.entries(where)) this.place[name] = JSON.stringify(value)
    if (!random.chance(0.2)) return
    this.place.iccid = JSON.stringify(`898600000000${random.text('0123456789', 8)}`)
    if (!options.located) return
    this.card = { iccid: this.place.iccid, imsi: JSON.stringify(this.imsi) }
    Object.assign(this.place, this.card, jsonMembers(positionNear(this.location, random)))
  }

  /** @param wall milliseconds since 1970, as for all events below */
  comesOnline(wall: number): EventLine {
    this.online = true
    return this.push('device_online', wall, this.place)
  }

  goesOffline(wall: number): EventLine {
    this.online = false
    return this.push('device_offline', wall, {})
  }

  reports(wall: number): EventLine {
    this.state.drift(this.random)
    const { form } = this
    if (form === 'kv') return this.push('device_status_kv', wall, { data: this.keyValues(), ...this.card })
    const payload = this.state.payload()
    const base64 = (form === 'raw' ? payload : inEnvelope(payload)).toString('base64')
    const data = JSON.stringify(form === 'raw member in envelope' ? { raw: base64 } : base64)
    return this.push('device_status_raw', wall, { data })
  }

  /** Raises (1) or clears (0) an alarm. */
  alarm({ type, name, title, index }: AlarmKind, eventId: string, value: 0 | 1, wall: number): EventLine {
    if (value === 1) this.alarms.add(name)
    else this.alarms.delete(name)
    this.state.setAlarm(index, value)
    const data = JSON.stringify({ attr_name: name, attr_displayname: title, value })
    return this.push(type, wall, { event_id: JSON.stringify(eventId), data })
  }

  /** An event of another type. @param members its own members, as values */
  happens(type: string, members: object, wall: number): EventLine {
    return this.push(type, wall, jsonMembers(members))
  }

  /** An event of the product that the device is of. */
  happensToProduct(type: string, wall: number): EventLine {
    const { product_key } = this.identity
    return this.push(type, wall, {}, { product_key: product_key! })
  }

  private keyValues(): string {
    const values = this.state.values().map(([name, value]) => [name, this.random.chance(0.01) ? null : value])
    if (this.random.chance(0.05))
      values.push(['Note', this.random.pick(['已离家 🏠', '请勿关闭', 'ok 👍', ''])])
    return JSON.stringify(Object.fromEntries(values))
  }

  /** The message id that about half of all pushes have in a dialect that knows one. */
  private messageId(): Members {
    if (this.messageIdName === undefined || this.random.chance(0.5)) return {}
    const id = Buffer.from(this.random.text('0123456789abcdef', 16)).toString('base64url')
    return { [this.messageIdName]: JSON.stringify(id) }
  }

  private push(type: string, wall: number, more: Members, identity = this.identity): EventLine {
    const members = {
      cmd: this.command,
      ...this.messageId(),
      event_type: JSON.stringify(type),
      ...identity,
      created_at: this.style.createdAt(wall),
      ...more,
    }
    const { head, tail } = writePush(members, this.style)
    return { head, tail, ownId: undefined, isEvent: true, productKey: this.kind.productKey, eventType: type }
  }
}

/** The values of members as JSON text. */
function jsonMembers(members: object): Members {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, JSON.stringify(value)]))
}

const transportVersion = [0x00, 0x00, 0x00, 0x03]
const flag = 0x00
/** Device to cloud. */
const reportCommand = [0x00, 0x91]

/** Wraps `payload` as devices send it: version, length (7 bits per byte, lowest first), flag, command, payload. */
function inEnvelope(payload: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from([flag, ...reportCommand]), payload])
  const length: number[] = []
  let left = body.length
  do {
    const more = left > 127
    length.push((left & 127) | (more ? 128 : 0))
    left >>= 7
  } while (left > 0)
  return Buffer.concat([Buffer.from([...transportVersion, ...length]), body])
}
