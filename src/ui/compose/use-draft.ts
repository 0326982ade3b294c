import { useEffect, useMemo } from 'react'
import { examine, type Examination } from '../../nn/spec/compose/examine'
import type { Composition, Draft } from '../../state/composition'
import { useActions, useAppStore } from '../kit/store'

/** The composition; begins with the network on the page where there is none yet. */
export function useComposition(): Composition | null {
  const composition = useAppStore((state) => state.composition)
  const hasModel = useAppStore((state) => state.model !== null || state.status === 'failed')
  const { compose } = useActions()
  useEffect(() => {
    if (composition === null && hasModel) compose('current')
  }, [composition, hasModel, compose])
  return composition
}

/** Digits of a run whose data are not loaded yet: MNIST's. */
const MNIST_DIGITS = 60_000

/** Training examples of the data that a run would have, those kept back included. */
export function useTrainCount(): number {
  return useAppStore((state) => state.data.info?.trainCount ?? MNIST_DIGITS)
}

export function useExamination({ spec }: Draft): Examination {
  return useMemo(() => examine(spec), [spec])
}
