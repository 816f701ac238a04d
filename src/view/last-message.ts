/** Milliseconds for which a message is shown. */
const shownFor = 10_000

/** The last message for a person, as long as it is new. */
export class LastMessage {
  private text: string | undefined
  private until = 0

  /** @param text safe, in one line */
  set(text: string, now: number): void {
    this.text = text
    this.until = now + shownFor
  }

  at(now: number): string | undefined {
    return now < this.until ? this.text : undefined
  }
}
