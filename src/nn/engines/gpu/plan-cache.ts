import type { Plan } from '../../../gpu/plan'

/** A plan with what its users must know of it. */
export interface Prepared {
  readonly plan: Plan
  /** Gives back what the plan reads and does not own. */
  readonly release?: () => void
}

interface Entry {
  readonly prepared: Promise<Prepared>
  /** Pieces of work that are not over. */
  users: number
}

/** Plans kept for the next work of their kind. The one that was not used for longest makes room, but never one in use. */
export class PlanCache {
  /** Least recently used first. */
  private readonly entries = new Map<string, Entry>()

  /**
   * @param kept     how many plans stay when none is in use
   * @param discard  destroys one
   */
  constructor(
    private readonly kept: number,
    private readonly discard: (prepared: Prepared) => void,
  ) {}

  /**
   * Works with the plan of this key, and builds it where there is none.
   *
   * @param key    always used with one kind of plan
   * @param build  is called at once, or not at all
   * @throws what `build` throws: nothing is kept then, for what failed once may work the next time; and what `work` throws
   */
  async use<P extends Prepared, R>(key: string, build: () => Promise<P>, work: (prepared: P) => Promise<R>): Promise<R> {
    const entry = this.entries.get(key) ?? this.add(key, build())
    this.entries.delete(key)
    this.entries.set(key, entry)
    entry.users++
    try {
      // A key is only ever used with one kind of plan.
      return await work((await entry.prepared) as P)
    } finally {
      entry.users--
      this.makeRoom()
    }
  }

  /** Destroys all plans, those in use and those being built too. */
  async destroy(): Promise<void> {
    const all = [...this.entries.values()]
    this.entries.clear()
    await Promise.all(all.map((entry) => this.end(entry)))
  }

  private add(key: string, prepared: Promise<Prepared>): Entry {
    const entry = { prepared, users: 0 }
    prepared.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key)
    })
    return entry
  }

  private makeRoom(): void {
    for (const [key, entry] of this.entries) {
      if (this.entries.size <= this.kept) return
      if (entry.users > 0) continue
      this.entries.delete(key)
      void this.end(entry)
    }
  }

  /** A plan that could not be built has nothing to destroy. */
  private async end({ prepared }: Entry): Promise<void> {
    const [built] = await Promise.allSettled([prepared])
    if (built.status === 'fulfilled') this.discard(built.value)
  }
}
