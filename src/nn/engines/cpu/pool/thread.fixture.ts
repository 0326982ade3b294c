import { createPrimitives } from '../../../operations/cpu/precision'
import { Helper } from './helper'
import type { ThreadPort } from './thread'

/** A helper on the test's own thread, behind messages that are copied and transferred as between threads. */
export class ThreadInProcess implements ThreadPort {
  isTerminated = false
  private isHanging = false
  /** What it was asked for, by kind. */
  readonly heard: unknown[] = []
  private readonly listeners = new Map<string, (event: Event) => void>()
  private readonly helper = new Helper(createPrimitives, (answer, transfer) => {
    const data: unknown = structuredClone(answer, { transfer })
    setTimeout(() => this.say(data))
  })

  postMessage(message: unknown, transfer: Transferable[]): void {
    const data: unknown = structuredClone(message, { transfer })
    this.heard.push(message)
    setTimeout(() => !this.isTerminated && !this.isHanging && void this.helper.receive(data))
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, listener)
  }

  terminate(): void {
    this.isTerminated = true
  }

  /** Dies as a worker does whose script throws. */
  die(message = 'out of memory'): void {
    this.terminate()
    this.tell('error', Object.assign(new Event('error'), { message }))
  }

  /** Answers no more, without a word: as a worker does that hangs, or that ends by itself. */
  hang(): void {
    this.isHanging = true
  }

  /** What the engine hears from it. */
  say(data: unknown): void {
    if (!this.isTerminated && !this.isHanging) this.tell('message', Object.assign(new Event('message'), { data }))
  }

  private tell(type: string, event: Event): void {
    this.listeners.get(type)?.(event)
  }
}
