import type { Random } from './random.ts'

/** Where the mobile network finds devices: cities, with streets that do not exist. */
export const locations = [
  {
    longitude: 113.25,
    latitude: 23.125,
    country: '中国',
    province: '广东省',
    city: '广州市',
    district: '天河区',
    adcode: '440106',
    road: '',
    street: '',
    poi: '',
  },
  {
    longitude: 120.125,
    latitude: 30.25,
    country: '中国',
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    adcode: '330106',
    road: '示例路',
    street: '示例路12号',
    poi: '示例大厦',
  },
  {
    longitude: 116.375,
    latitude: 39.875,
    country: '中国',
    province: '北京市',
    city: '北京市',
    district: '海淀区',
    adcode: '110108',
    road: '样例街',
    street: '样例街3号',
    poi: '',
  },
] as const

export type Location = (typeof locations)[number]

/** A position within some two kilometres of the location, in degrees. */
export function positionNear({ longitude, latitude }: Location, random: Random) {
  const near = (degrees: number) => Number((degrees + random.int(-200, 200) / 10_000).toFixed(4))
  return { longitude: near(longitude), latitude: near(latitude) }
}
