import { useEffect, useRef, useState } from 'react'
import type { UnitWeights } from '../../../nn/spec/cell'
import { useActions, useAppStore } from '../../kit/store'

/**
 * The weights of a unit of the model as it is now, asked for again whenever it changes.
 *
 * @returns null until any of this layer are there, and for a layer that has none to ask for; until those of another unit have come, those of the one before, so that
 *          nothing blinks on the way from unit to unit: `weights.unit` says whose they are
 */
export function useUnitWeights(layer: string, unit: number, isWanted: boolean): UnitWeights | null {
  const model = useAppStore((state) => state.model)
  const { unitWeights } = useActions()
  const [weights, setWeights] = useState<UnitWeights | null>(null)
  /** Numbers of the last request and of the last answer: a training changes the model faster than a slow machine answers. */
  const requests = useRef({ asked: 0, answered: 0 })

  useEffect(() => {
    if (!isWanted || model === null) return
    const number = ++requests.current.asked
    void unitWeights(layer, unit).then((found) => {
      if (number <= requests.current.answered) return
      requests.current.answered = number
      setWeights(found)
    })
  }, [model, layer, unit, isWanted, unitWeights])

  return isWanted && weights?.layer === layer ? weights : null
}
