import type { Random } from './random.ts'
import type { Scenario } from './scenario.ts'

/** Pushes a huge event at seeded intervals, the same one each time. */
export const huge: Scenario['start'] = ({ random, words }) => {
  const line = hugeLine(random, words.push)
  return connection => {
    let left = random.int(5, 30)
    return {
      beforePush() {
        if (left-- > 0) return
        left = random.int(20, 60)
        connection.offer(line)
      },
    }
  }
}

/** Returns an event of 2 to 6 MB, from a device with far too many data points. */
function hugeLine(random: Random, push: string): string {
  const length = random.int(2, 6) * 1024 * 1024
  let points = '"note":"巨大"'
  for (let i = 0; points.length < length; i++) {
    points += `,"point_${i}":"${random.text('0123456789abcdef', 8).repeat(256)}"`
  }
  const event =
    '"event_type":"device_status_kv","product_key":"00000000000000000000000000000000","did":"HugeHugeHugeHugeHuge22"'
  return `{"cmd":"${push}","delivery_id":0,${event},"mac":"virtual:site","created_at":1700000000.5,"data":{${points}}}`
}
