/** Tells work whether it is still the newest of its kind: what an older one finds out is of no use. */
export interface Newest {
  /** Begins a piece of work, and so ends those before. @returns whether it is still the newest */
  begin(): () => boolean
}

export function newestOnly(): Newest {
  let last = 0
  return {
    begin() {
      const own = ++last
      return () => own === last
    },
  }
}
