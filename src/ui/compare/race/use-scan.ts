import { useState } from 'react'
import { useActions, useAppStore } from '../../kit/store'
import { useTask } from '../../kit/task'
import { useModelView } from '../../network/use-model-view'

/** One scan line through all networks: that of the page's reading where it has one. */
export interface Scan {
  readonly steps: number
  /** 0-based; what was read so far ends with it. */
  readonly step: number
  readonly move: (step: number) => void
}

/** The page's own scan line while its network reads step by step, else one over the rows of the picture. */
export function useScan(): Scan {
  const { layer } = useModelView()
  const { input } = useTask()
  const cursor = useAppStore((state) => state.cursor.step)
  const { setCursor } = useActions()
  const [row, setRow] = useState(input.height - 1)
  if (layer === null || layer.form !== 'sequence') return { steps: input.height, step: row, move: setRow }
  return { steps: layer.steps, step: Math.min(cursor, layer.steps - 1), move: (step) => setCursor({ step, playing: false }) }
}
