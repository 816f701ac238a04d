/** The values of a data point, and how they drift. */
export type Attribute =
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  /** Changes by at most `drift` steps at a time. */
  | {
      readonly kind: 'number'
      readonly min: number
      readonly max: number
      readonly step: number
      readonly drift: number
    }
  | { readonly kind: 'bytes'; readonly length: number }

export interface AlarmKind {
  readonly type: 'attr_alert' | 'attr_fault'
  readonly name: string
  /** The display name. */
  readonly title: string
}

export interface ProductKind {
  readonly productKey: string
  /** How devices report: data points by name, or a payload, bare or in an envelope, as text or as `{raw}`. */
  readonly reports: 'kv' | 'raw' | 'raw in envelope' | 'raw member in envelope'
  readonly attributes: Readonly<Record<string, Attribute>>
  readonly alarms: readonly AlarmKind[]
  /** The did of the first device, which the examples of the documentation name. */
  readonly firstDid?: string
}

const flag: Attribute = { kind: 'flag' }

/** The temperature of the board. Every product reports it, so that a filter on `data.temp` always finds events. */
const temp: Attribute = { kind: 'number', min: 20, max: 45, step: 0.1, drift: 50 }

/** The products of the simulated devices, all invented. The first two report in different ways, for small worlds. */
export const productKinds: readonly ProductKind[] = [
  {
    productKey: 'a1f0c3d2e4b5968778695a4b3c2d1e01',
    firstDid: 'Dn4tUq8sXw2yBz6cEf3gHj',
    reports: 'kv',
    attributes: {
      temp,
      Switch: flag,
      Mode: { kind: 'choice', of: ['自动', '睡眠', '强劲', '手动'] },
      Air_Quality: { kind: 'choice', of: ['优', '良', '中', '差'] },
      PM25: { kind: 'number', min: 3, max: 420, step: 1, drift: 12 },
      Filter_Life: { kind: 'number', min: 0, max: 100, step: 1, drift: 1 },
      Room_Temp: { kind: 'number', min: -10, max: 45, step: 0.1, drift: 6 },
      Schedule: { kind: 'bytes', length: 4 },
    },
    alarms: [
      { type: 'attr_alert', name: 'Alert_Air_Quality', title: '空气质量报警' },
      { type: 'attr_alert', name: 'Alert_Filter', title: '滤芯需更换' },
      { type: 'attr_fault', name: 'Fault_Fan', title: '风机故障' },
    ],
  },
  {
    productKey: 'a1f0c3d2e4b5968778695a4b3c2d1e02',
    firstDid: 'Rw6zLc4mJd8kNp2vGt5bVe',
    reports: 'raw member in envelope',
    attributes: {
      temp,
      Relay: flag,
      Child_Lock: flag,
      Power_On_State: { kind: 'choice', of: ['off', 'on', 'last'] },
      Voltage: { kind: 'number', min: 198, max: 242, step: 0.1, drift: 15 },
      Power: { kind: 'number', min: 0, max: 2500, step: 1, drift: 60 },
    },
    alarms: [
      { type: 'attr_alert', name: 'Alert_Overload', title: '过载报警' },
      { type: 'attr_fault', name: 'Fault_Relay', title: '继电器粘连 ⚡' },
    ],
  },
  {
    productKey: 'a1f0c3d2e4b5968778695a4b3c2d1e03',
    firstDid: 'Kp7rMv5nWb9dQs3fTg2hYx',
    reports: 'kv',
    attributes: {
      temp,
      pH: { kind: 'number', min: 6.2, max: 8.6, step: 0.01, drift: 5 },
      ORP: { kind: 'number', min: -150, max: 850, step: 1, drift: 20 },
      Water_Temp: { kind: 'number', min: 4, max: 34, step: 0.25, drift: 2 },
      Water_Level: { kind: 'number', min: -1.5, max: 0.5, step: 0.01, drift: 3 },
      Pump: flag,
      Pump_Speed: { kind: 'choice', of: ['停止', '低速', '中速', '高速'] },
    },
    alarms: [
      { type: 'attr_alert', name: 'Alert_pH', title: '酸碱度异常 🏊' },
      { type: 'attr_fault', name: 'Fault_Pump', title: '循环泵故障' },
    ],
  },
  {
    productKey: 'a1f0c3d2e4b5968778695a4b3c2d1e04',
    reports: 'raw',
    attributes: {
      temp,
      Vent: flag,
      Lamp: flag,
      Valve: { kind: 'choice', of: ['closed', 'half', 'open'] },
      Soil_Moisture: { kind: 'number', min: 0, max: 100, step: 0.5, drift: 3 },
      Light: { kind: 'number', min: 0, max: 60_000, step: 10, drift: 80 },
    },
    alarms: [{ type: 'attr_alert', name: 'Alert_Dry', title: '土壤干旱 🌵' }],
  },
  {
    productKey: 'a1f0c3d2e4b5968778695a4b3c2d1e05',
    reports: 'kv',
    attributes: {
      temp,
      Box_Temp: { kind: 'number', min: -30, max: 8, step: 0.1, drift: 8 },
      Door: flag,
      Battery: { kind: 'number', min: 0, max: 100, step: 1, drift: 1 },
      Stage: { kind: 'choice', of: ['0', '1', '2'] },
      Seal: { kind: 'bytes', length: 8 },
    },
    alarms: [
      { type: 'attr_alert', name: 'Alert_Warm', title: '冷链温度过高 🧊' },
      { type: 'attr_alert', name: 'Alert_Door', title: '箱门未关' },
      { type: 'attr_fault', name: 'Fault_Probe', title: '探头故障' },
    ],
  },
  {
    productKey: 'a1f0c3d2e4b5968778695a4b3c2d1e06',
    reports: 'raw in envelope',
    attributes: {
      temp,
      Plugged: flag,
      Charging: flag,
      Phase: { kind: 'choice', of: ['idle', 'handshake', 'charging', 'done', 'locked'] },
      Current: { kind: 'number', min: 0, max: 32, step: 0.1, drift: 20 },
      Energy: { kind: 'number', min: 0, max: 600, step: 0.01, drift: 40 },
    },
    alarms: [
      { type: 'attr_fault', name: 'Fault_Ground', title: '接地故障' },
      { type: 'attr_alert', name: 'Alert_Hot', title: '枪头过热 🔥' },
    ],
  },
]
