import { useEffect, useState } from 'react'
import type { SetPart } from '../../worker/protocol'
import { useActions } from '../kit/store'

/**
 * Pictures of the data in use by their places in the set; those that are on their way are missing. What was here once is not asked for again.
 *
 * @param set  its name: the pictures of another are others
 */
export function useSetPictures(part: SetPart, set: string, indices: readonly number[]): ReadonlyMap<number, Float32Array> {
  const { setPictures } = useActions()
  const [known, setKnown] = useState<{ readonly set: string; readonly pictures: ReadonlyMap<number, Float32Array> }>({
    set,
    pictures: new Map(),
  })
  const pictures = known.set === set ? known.pictures : NONE
  const wanted = indices.filter((index) => !pictures.has(index)).join()
  useEffect(() => {
    if (wanted === '') return
    let isWanted = true
    const places = wanted.split(',').map(Number)
    void setPictures(part, places).then((found) => {
      if (!isWanted || found.length !== places.length) return
      setKnown((before) => {
        const kept = before.set === set ? before.pictures : NONE
        return { set, pictures: new Map([...kept, ...places.map((place, at) => [place, found[at]!] as const)]) }
      })
    })
    return () => {
      isWanted = false
    }
  }, [setPictures, part, set, wanted])
  return pictures
}

const NONE: ReadonlyMap<number, Float32Array> = new Map()
