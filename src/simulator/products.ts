import { compileDefinition } from '../datapoints/definition.ts'
import { DefinitionSet } from '../datapoints/definition-set.ts'
import { airPurifier } from './air-purifier.ts'
import {
  alert,
  binary,
  bool,
  choice,
  type DefinitionJson,
  fault,
  madeUpDefinition,
  readonly,
  uint,
  writable,
} from './made-up-definition.ts'
import { type ProductKind, productKind } from './product-kind.ts'

/** The temperature of the board. Most products report it, so that a filter on `data.temp` always finds events. */
const temp = readonly('temp', '板温', uint(16, 250, 0.1, 20))

/** The products of the simulated devices, all invented. The first two report in different ways, for small worlds. */
export const products: readonly ProductKind[] = [
  kind(
    madeUpDefinition('a1f0c3d2e4b5968778695a4b3c2d1e01', '新风机', [
      temp,
      writable('Switch', '开关', bool),
      writable('Mode', '模式', choice('自动', '睡眠', '强劲', '手动')),
      readonly('Air_Quality', '空气质量', choice('优', '良', '中', '差')),
      readonly('PM25', 'PM2.5', uint(16, 417, 1, 3)),
      readonly('Filter_Life', '滤芯寿命', uint(8, 100)),
      readonly('Room_Temp', '室温', uint(16, 550, 0.1, -10)),
      writable('Schedule', '日程', binary(4)),
      alert('Alert_Air_Quality', '空气质量报警'),
      alert('Alert_Filter', '滤芯需更换'),
      fault('Fault_Fan', '风机故障'),
    ]),
    'kv',
    { temp: 50, PM25: 12, Filter_Life: 1, Room_Temp: 6 },
    'Dn4tUq8sXw2yBz6cEf3gHj',
  ),
  kind(
    madeUpDefinition('a1f0c3d2e4b5968778695a4b3c2d1e02', '智能插座', [
      temp,
      writable('Relay', '继电器', bool),
      writable('Child_Lock', '童锁', bool),
      writable('Power_On_State', '上电状态', choice('off', 'on', 'last')),
      readonly('Voltage', '电压', uint(16, 440, 0.1, 198)),
      readonly('Power', '功率', uint(16, 2500)),
      alert('Alert_Overload', '过载报警'),
      fault('Fault_Relay', '继电器粘连 ⚡'),
    ]),
    'raw member in envelope',
    { temp: 50, Voltage: 15, Power: 60 },
    'Rw6zLc4mJd8kNp2vGt5bVe',
  ),
  kind(
    madeUpDefinition('a1f0c3d2e4b5968778695a4b3c2d1e03', '泳池水泵', [
      temp,
      readonly('pH', '酸碱度', uint(8, 240, 0.01, 6.2)),
      readonly('ORP', '氧化还原电位', uint(16, 1000, 1, -150)),
      readonly('Water_Temp', '水温', uint(8, 120, 0.25, 4)),
      readonly('Water_Level', '水位', uint(8, 200, 0.01, -1.5)),
      writable('Pump', '水泵', bool),
      writable('Pump_Speed', '泵速', choice('停止', '低速', '中速', '高速')),
      alert('Alert_pH', '酸碱度异常 🏊'),
      fault('Fault_Pump', '循环泵故障'),
    ]),
    'kv',
    { temp: 50, pH: 5, ORP: 20, Water_Temp: 2, Water_Level: 3 },
    'Kp7rMv5nWb9dQs3fTg2hYx',
  ),
  kind(
    madeUpDefinition('a1f0c3d2e4b5968778695a4b3c2d1e04', '温室控制器', [
      temp,
      writable('Vent', '通风', bool),
      writable('Lamp', '补光灯', bool),
      writable('Valve', '阀门', choice('closed', 'half', 'open')),
      readonly('Soil_Moisture', '土壤湿度', uint(8, 200, 0.5)),
      readonly('Light', '光照', uint(16, 6000, 10)),
      alert('Alert_Dry', '土壤干旱 🌵'),
    ]),
    'raw',
    { temp: 50, Soil_Moisture: 3, Light: 80 },
  ),
  kind(
    madeUpDefinition('a1f0c3d2e4b5968778695a4b3c2d1e05', '冷链箱', [
      temp,
      readonly('Box_Temp', '箱温', uint(16, 380, 0.1, -30)),
      readonly('Door', '箱门', bool),
      readonly('Battery', '电量', uint(8, 100)),
      readonly('Stage', '阶段', choice('0', '1', '2')),
      readonly('Seal', '封签', binary(8)),
      alert('Alert_Warm', '冷链温度过高 🧊'),
      alert('Alert_Door', '箱门未关'),
      fault('Fault_Probe', '探头故障'),
    ]),
    'kv',
    { temp: 50, Box_Temp: 8, Battery: 1 },
  ),
  kind(
    madeUpDefinition('a1f0c3d2e4b5968778695a4b3c2d1e06', '充电桩', [
      temp,
      readonly('Plugged', '插枪', bool),
      writable('Charging', '充电', bool),
      readonly('Phase', '阶段', choice('idle', 'handshake', 'charging', 'done', 'locked')),
      readonly('Current', '电流', uint(16, 320, 0.1)),
      readonly('Energy', '电量', uint(16, 60_000, 0.01)),
      fault('Fault_Ground', '接地故障'),
      alert('Alert_Hot', '枪头过热 🔥'),
    ]),
    'raw in envelope',
    { temp: 50, Current: 20, Energy: 40 },
  ),
  kind(airPurifier, 'raw in envelope', {
    Wind_Speed: 1,
    PM25: 12,
    Room_Temp: 6,
    Humidity: 2,
    Filter_Life: 1,
    Energy: 9,
  }),
]

function kind(
  json: DefinitionJson,
  form: ProductKind['forms'][number],
  drift: Readonly<Record<string, number>>,
  firstDid?: string,
): ProductKind {
  return productKind(compileDefinition(json), { forms: [form], drift, firstDid })
}

/** Returns the definitions of the made-up products, to decode what their devices report. */
export function shippedDefinitions(): DefinitionSet {
  const set = new DefinitionSet()
  for (const { definition } of products) set.add(definition, '')
  return set
}

/** Returns the kinds of devices that report raw payloads of these products, bare or in an envelope. */
export function productsOf({ all }: DefinitionSet): readonly ProductKind[] {
  return all.map(definition => productKind(definition, { forms: ['raw', 'raw in envelope'] }))
}
