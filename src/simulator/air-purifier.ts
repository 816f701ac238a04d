import {
  alert,
  binary,
  bool,
  choice,
  fault,
  madeUpDefinition,
  readonly,
  uint,
  writable,
} from './made-up-definition.ts'

/** The product that the examples of the documentation decode payloads of. */
export const airPurifier = madeUpDefinition('a1f0c3d2e4b5968778695a4b3c2d1e07', '空气净化器', [
  writable('Switch', '开关', bool),
  writable('Mode', '模式', choice('自动', '睡眠', '强劲', '手动')),
  writable('Child_Lock', '童锁', bool),
  writable('Timer', '定时', choice('关', '1 小时', '2 小时', '4 小时', '8 小时')),
  writable('Wind_Speed', '风速', uint(8, 5)),
  writable('Schedule', '日程', binary(4)),
  readonly('Air_Quality', '空气质量', choice('优', '良', '中', '差')),
  readonly('Plasma', '等离子', bool),
  readonly('PM25', 'PM2.5', uint(16, 999)),
  readonly('Room_Temp', '室温', uint(16, 800, 0.1, -20)),
  readonly('Humidity', '湿度', uint(8, 100)),
  readonly('Filter_Life', '滤芯寿命', uint(8, 100)),
  readonly('Energy', '累计电量', uint(32, 100_000_000, 0.01)),
  alert('Alert_Air_Quality', '空气质量报警'),
  alert('Alert_Filter', '滤芯需更换'),
  fault('Fault_Fan', '风机故障'),
  fault('Fault_Sensor', '传感器故障'),
])
