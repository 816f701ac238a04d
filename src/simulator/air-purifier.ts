/** The definition of a made-up product for the demo, in the format of the vendor's open API. */
export const airPurifier = {
  name: '空气净化器',
  product_key: 'a1f0c3d2e4b5968778695a4b3c2d1e07',
  packetVersion: '0x00000004',
  protocolType: 'standard',
  entities: [
    {
      id: 0,
      name: 'entity0',
      attrs: [
        writable(0, 'Switch', '开关', bits('bool', 0, 0, 1)),
        writable(1, 'Mode', '模式', bits('enum', 0, 1, 2, ['自动', '睡眠', '强劲', '手动'])),
        writable(2, 'Child_Lock', '童锁', bits('bool', 0, 3, 1)),
        writable(3, 'Timer', '定时', bits('enum', 0, 4, 3, ['关', '1 小时', '2 小时', '4 小时', '8 小时'])),
        writable(4, 'Wind_Speed', '风速', uint('uint8', 1, { min: 0, max: 5 })),
        writable(5, 'Schedule', '日程', { data_type: 'binary', position: bytes(2, 4) }),
        readonly(6, 'Air_Quality', '空气质量', bits('enum', 6, 0, 2, ['优', '良', '中', '差'])),
        readonly(7, 'Plasma', '等离子', bits('bool', 6, 2, 1)),
        readonly(8, 'PM25', 'PM2.5', uint('uint16', 7, { min: 0, max: 999 })),
        readonly(9, 'Room_Temp', '室温', uint('uint16', 9, { min: 0, max: 800, ratio: 0.1, addition: -20 })),
        readonly(10, 'Humidity', '湿度', uint('uint8', 11, { min: 0, max: 100 })),
        readonly(11, 'Filter_Life', '滤芯寿命', uint('uint8', 12, { min: 0, max: 100 })),
        readonly(12, 'Energy', '累计电量', uint('uint32', 13, { min: 0, max: 100_000_000, ratio: 0.01 })),
        attribute('alert', 13, 'Alert_Air_Quality', '空气质量报警', bits('bool', 17, 0, 1)),
        attribute('alert', 14, 'Alert_Filter', '滤芯需更换', bits('bool', 17, 1, 1)),
        attribute('fault', 15, 'Fault_Fan', '风机故障', bits('bool', 18, 0, 1)),
        attribute('fault', 16, 'Fault_Sensor', '传感器故障', bits('bool', 18, 1, 1)),
      ],
    },
  ],
}

function writable(id: number, name: string, title: string, more: object) {
  return attribute('status_writable', id, name, title, more)
}

function readonly(id: number, name: string, title: string, more: object) {
  return attribute('status_readonly', id, name, title, more)
}

function attribute(type: string, id: number, name: string, title: string, more: object) {
  return { id, name, display_name: title, desc: '', type, ...more }
}

function bits(
  type: 'bool' | 'enum',
  offset: number,
  bit: number,
  len: number,
  texts: readonly string[] = [],
) {
  const position = { byte_offset: offset, bit_offset: bit, len, unit: 'bit' }
  return { data_type: type, position, ...(type === 'enum' ? { enum: texts } : {}) }
}

function uint(type: 'uint8' | 'uint16' | 'uint32', offset: number, spec: object) {
  const position = bytes(offset, { uint8: 1, uint16: 2, uint32: 4 }[type])
  return { data_type: type, position, uint_spec: { ratio: 1, addition: 0, ...spec } }
}

function bytes(offset: number, len: number) {
  return { byte_offset: offset, bit_offset: 0, len, unit: 'byte' }
}
