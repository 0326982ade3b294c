/** The place on the x axis that both charts are looked at; null for the end of every line. It changes with every move of a pointer. */
export class RunLook {
  private place: number | null = null
  private readonly listeners = new Set<() => void>()

  readonly current = (): number | null => this.place

  look(place: number | null): void {
    if (place === this.place) return
    this.place = place
    for (const listener of this.listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
