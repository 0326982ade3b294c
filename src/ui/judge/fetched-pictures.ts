import { useEffect, useState, useSyncExternalStore } from 'react'
import type { SetPart } from '../../worker/protocol'
import { useActions } from '../kit/store'

export interface PicturesHere {
  /** By their places in the set; those that are on their way are missing. */
  readonly pictures: ReadonlyMap<number, Float32Array>
  /** The last ones that were asked for could not be had. */
  readonly isLacking: boolean
}

/** Pictures of one set, each fetched once: also one that comes when others are looked at by then. */
export class FetchedPictures {
  private here: PicturesHere = { pictures: new Map(), isLacking: false }
  private readonly asked = new Set<number>()
  private readonly listeners = new Set<() => void>()

  /** @param fetch  gives the pictures at these places, and none where they cannot be had */
  constructor(private readonly fetch: (places: readonly number[]) => Promise<readonly Float32Array[]>) {}

  /** Fetches those that are neither here nor on their way. What could not be had is asked for again. */
  async want(places: readonly number[]): Promise<void> {
    const missing = places.filter((place) => !this.asked.has(place))
    if (missing.length === 0) return
    for (const place of missing) this.asked.add(place)
    const found = await this.fetch(missing)
    const isLacking = found.length !== missing.length
    if (isLacking) for (const place of missing) this.asked.delete(place)
    const came = isLacking ? [] : missing.map((place, at) => [place, found[at]!] as const)
    this.here = { pictures: new Map([...this.here.pictures, ...came]), isLacking }
    for (const listener of this.listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly getHere = (): PicturesHere => this.here
}

/** Those of one part of the data in use, for as long as a component lives: it must be another one for other data. */
export function useFetchedPictures(part: SetPart): FetchedPictures {
  const { picturesOfSet } = useActions()
  const [fetched] = useState(() => new FetchedPictures((places) => picturesOfSet(part, places)))
  return fetched
}

/** What is here of the pictures at these places. */
export function usePicturesHere(fetched: FetchedPictures, places: readonly number[]): PicturesHere {
  const wanted = places.join()
  useEffect(() => {
    if (wanted !== '') void fetched.want(wanted.split(',').map(Number))
  }, [fetched, wanted])
  return useSyncExternalStore(fetched.subscribe, fetched.getHere)
}
