import { DeviceLostError, DisposedError } from '../core/errors'
import { wordsOf } from '../core/gatelight-error'
import { withinLimit } from '../core/within-limit'
import { GpuMemoryError, GpuValidationError } from './errors'

/**
 * Milliseconds that a device gets for anything: a kernel to be compiled, a submission to be done, bytes to come back. Browsers end what keeps a GPU
 * for 10 s or so by themselves; the longest that was seen to come to an end took 15 s, on an emulated adapter of a busy machine.
 */
export const ANSWER_MS = 60_000
/** A loss and a refused call are told by events of their own, which come up to this many milliseconds after the call that failed of them. */
export const REASON_MS = 1_000

/** Whether a device can be relied on: hears of its loss and of calls that it refused, and bounds every wait for it. */
export class DeviceHealth {
  /** Settles with the reason once the device is gone, or silent for too long; never after `close`. */
  readonly lost: Promise<DeviceLostError>
  private failure: Error | null = null
  private isClosed = false
  private tellLoss: (error: DeviceLostError) => void = () => {}
  /** Ends the waits that go on. */
  private readonly waiting = new Set<(error: Error) => void>()
  /** Called when there is a failure. */
  private readonly listeners = new Set<() => void>()

  constructor(device: Pick<GPUDevice, 'addEventListener' | 'lost'>) {
    this.lost = new Promise((resolve) => (this.tellLoss = resolve))
    device.addEventListener('uncapturederror', ({ error }) => {
      const { message: original } = error
      const isMemory = error instanceof GPUOutOfMemoryError
      this.note(isMemory ? new GpuMemoryError({ plan: null, bytes: null, original }) : new GpuValidationError({ original }))
    })
    void device.lost.then(({ message }) => this.giveUp(new DeviceLostError({ original: message || null })))
  }

  /** Throws the loss of the device, or the first error that WebGPU reported outside a scope. A loop calls it where it waits anyway. */
  check(): void {
    const error = this.take()
    if (error !== null) throw error
  }

  /**
   * What the device was asked for. A device that does not answer is given up as if it were lost.
   *
   * @throws DeviceLostError, GpuValidationError, GpuMemoryError, DisposedError and what `work` throws of this project's own: never the browser's words alone
   */
  async answered<T>(work: Promise<T>): Promise<T> {
    let end: (error: Error) => void = () => {}
    const ended = new Promise<never>((_, reject) => (end = reject))
    this.waiting.add(end)
    if (this.failure instanceof DeviceLostError) end(this.failure)
    try {
      return await withinLimit(Promise.race([work, ended]), ANSWER_MS, () =>
        this.giveUp(new DeviceLostError({ original: null, silentSeconds: ANSWER_MS / 1000 })),
      )
    } catch (cause) {
      throw await this.explain(cause)
    } finally {
      this.waiting.delete(end)
    }
  }

  /** The device is about to be destroyed on purpose: whoever waits for it hears that it was disposed of. */
  close(): void {
    this.isClosed = true
    for (const end of this.waiting) end(new DisposedError({ what: 'engine' }))
    this.wake()
  }

  /** What is behind a rejection. */
  private async explain(cause: unknown): Promise<unknown> {
    // Only what the browser itself throws has its reason elsewhere.
    if (!(cause instanceof DOMException)) return cause
    if (this.failure === null && !this.isClosed) await this.hearOfFailure()
    if (this.isClosed) return new DisposedError({ what: 'engine' })
    // A device that refuses to answer and does not say why will not answer the next call either.
    return this.take() ?? this.giveUp(new DeviceLostError({ original: wordsOf(cause) }))
  }

  private async hearOfFailure(): Promise<void> {
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        clearTimeout(timer)
        this.listeners.delete(settle)
        resolve()
      }
      const timer = setTimeout(settle, REASON_MS)
      this.listeners.add(settle)
    })
  }

  private giveUp(error: DeviceLostError): DeviceLostError {
    if (this.isClosed) return error
    // Known to be lost already, if only by what failed of it: that was told.
    if (this.failure instanceof DeviceLostError) return this.failure
    this.failure = error
    this.tellLoss(error)
    for (const end of this.waiting) end(error)
    this.wake()
    return error
  }

  private note(error: Error): void {
    this.failure ??= error
    this.wake()
  }

  private wake(): void {
    for (const listener of this.listeners) listener()
  }

  /** A lost device stays lost; anything else was one call that failed, and is told once. */
  private take(): Error | null {
    const { failure } = this
    if (!(failure instanceof DeviceLostError)) this.failure = null
    return failure
  }
}
