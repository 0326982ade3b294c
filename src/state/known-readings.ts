import type { JudgedTrace } from '../worker/protocol'

interface Known {
  readonly trace: JudgedTrace
  /** Of the weights that it was made with. */
  readonly version: number
}

/** Readings of the pictures on the pad, kept by the picture: what one digit of a row was read as can never be taken for the answer to another. */
export class KnownReadings {
  private readonly known = new Map<Float32Array, Known>()
  private current = 0

  /** Of what readings are made with now. */
  get version(): number {
    return this.current
  }

  /** Model or weights changed: what is known is shown until it is read anew. */
  outdate(): void {
    this.current++
  }

  clear(): void {
    this.known.clear()
  }

  /** Forgets all pictures but these. */
  keepOnly(pictures: readonly Float32Array[]): void {
    for (const picture of this.known.keys()) if (!pictures.includes(picture)) this.known.delete(picture)
  }

  /** @param version  at the time when the reading was asked for */
  note(picture: Float32Array, trace: JudgedTrace, version: number): void {
    this.known.set(picture, { trace, version })
  }

  traceOf(picture: Float32Array): JudgedTrace | null {
    return this.known.get(picture)?.trace ?? null
  }

  /** Whether there is nothing newer to be had. */
  isNew(picture: Float32Array): boolean {
    return this.known.get(picture)?.version === this.current
  }
}
