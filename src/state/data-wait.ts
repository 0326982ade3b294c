/** A wait for data that are on their way, by work that is about whatever is in use then. */
export interface DataWait {
  /** The work waits: data that come now are those that it is about. */
  readonly isWaiting: boolean
  /** Waits until there are data. */
  wait(): Promise<void>
}

/** @param prepareData  waits for data, and gets some where there are none */
export function dataWait(prepareData: () => Promise<void>): DataWait {
  let waits = 0
  return {
    get isWaiting() {
      return waits > 0
    },
    async wait() {
      waits++
      try {
        await prepareData()
      } finally {
        waits--
      }
    },
  }
}
