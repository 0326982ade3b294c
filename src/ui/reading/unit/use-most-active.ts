import { type RefObject, useEffect, useState } from 'react'
import { isUnderWay } from '../../../state/run-state'
import type { MostActive } from '../../../worker/protocol'
import { useActions, useAppStore } from '../../kit/store'

/** Two rows of five on a phone. */
export const EXAMPLES = 10

export type ActiveState =
  /** Weights change: nothing that was found would last. */
  | { readonly state: 'training' }
  | { readonly state: 'looking' }
  | { readonly state: 'none' }
  /** `isStale` until those of another unit, or of other weights, are there. */
  | { readonly state: 'found'; readonly found: MostActive; readonly isStale: boolean }

/** The test pictures on which a unit is most active. They are looked for once `element` has come into view: first sight does not pay for them. */
export function useMostActive(layer: string, unit: number, element: RefObject<Element | null>): ActiveState {
  const isSeen = useSeen(element)
  const model = useAppStore((state) => state.model)
  const data = useAppStore((state) => state.data.info)
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const { mostActive } = useActions()
  const [answer, setAnswer] = useState<{
    layer: string
    unit: number
    model: object
    data: object | null
    found: MostActive | null
  } | null>(null)

  useEffect(() => {
    if (!isSeen || isTraining || model === null) return
    let isWanted = true
    void mostActive(layer, unit, EXAMPLES).then((found) => {
      if (isWanted) setAnswer({ layer, unit, model, data, found })
    })
    return () => {
      isWanted = false
    }
  }, [isSeen, isTraining, model, data, layer, unit, mostActive])

  if (isTraining) return { state: 'training' }
  if (answer === null || answer.layer !== layer) return { state: 'looking' }
  const isStale = answer.unit !== unit || answer.model !== model || answer.data !== data
  if (answer.found !== null) return { state: 'found', found: answer.found, isStale }
  return { state: isStale ? 'looking' : 'none' }
}

/** Whether an element has ever been in view, or nearly. */
function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const target = element.current
    if (target === null || isSeen) return
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), {
      rootMargin: '120px',
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element, isSeen])
  return isSeen
}
