import type { Push } from '../wire/push.ts'

/** Events of a recording. There is nothing to ack. */
export class RecordedBatch {
  readonly deliveries: readonly RecordedDelivery[]
  readonly ackable = false

  constructor(pushes: readonly Push[]) {
    this.deliveries = pushes.map(push => new RecordedDelivery(push))
  }

  ack(): number {
    return 0
  }
}

class RecordedDelivery {
  readonly acked = false
  readonly push: Push

  constructor(push: Push) {
    this.push = push
  }
}
