import type { Random } from './random.ts'

/**
 * An event of 2 to 6 MB, from a device with far too many data points.
 *
 * @param push the `cmd` of a push
 */
export function hugeLine(random: Random, push: string): string {
  const length = random.int(2, 6) * 1024 * 1024
  let points = '"note":"巨大"'
  for (let i = 0; points.length < length; i++) {
    points += `,"point_${i}":"${random.text('0123456789abcdef', 8).repeat(256)}"`
  }
  const event =
    '"event_type":"device_status_kv","product_key":"00000000000000000000000000000000","did":"HugeHugeHugeHugeHuge22"'
  return `{"cmd":"${push}","delivery_id":0,${event},"mac":"virtual:site","created_at":1700000000.5,"data":{${points}}}`
}
