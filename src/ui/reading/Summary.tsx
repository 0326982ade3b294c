import { useEffect, useRef } from 'react'
import type { Store } from '../../state/app-state'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useAppStoreApi } from '../kit/store'
import { settleStep } from './answer'
import { beliefSteps, findBelief, type LayerView, type ModelView } from './layers'
import styles from './Summary.module.css'
import { stepPlace, stepWord } from './words'

/** Least time between two captions, milliseconds: one that changes with the pen helps nobody. */
const PAUSE = 600

export interface SummaryProps {
  readonly model: ModelView
  readonly layer: LayerView
}

/** The first step of a layer at which the belief has come to one of its own. */
function firstWith(beliefs: readonly number[], settled: number): number {
  return beliefs.findIndex((belief) => belief >= settled)
}

/** The figure in one sentence: what was read, and since which step the answer stood. */
export function Summary({ model, layer }: SummaryProps) {
  const store = useAppStoreApi()
  const messages = useMessages()
  const format = useFormat()
  const caption = useRef<HTMLParagraphElement>(null)

  useEffect(() => {
    const { reading } = messages
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = (): void => {
      timer = undefined
      if (caption.current === null) return
      const { text, marked } = sentence(store.getState())
      caption.current.textContent = text
      caption.current.toggleAttribute('data-marked', marked)
    }
    const sentence = ({ trace, drawing }: Store): { text: string; marked: boolean } => {
      if (trace === null) return { text: reading.summaryNone, marked: false }
      if (drawing.isEmpty) return { text: reading.summaryEmpty, marked: false }
      const best = Math.max(...trace.probabilities)
      const digit = String(trace.probabilities.indexOf(best))
      const percent = format.probability(best)
      const belief = findBelief(trace, model.belief)
      // Only a model that reads forwards makes up its mind on the way.
      if (layer.form !== 'sequence' || belief === null || model.belief?.direction !== 'forward') {
        return { text: reading.summaryPlain(digit, percent), marked: false }
      }
      const since = firstWith(beliefSteps(layer, model.belief), settleStep(belief))
      if (since <= 0) return { text: reading.summaryAlways(digit, percent, stepWord(messages, model, layer)), marked: true }
      return { text: reading.summary(digit, percent, stepPlace(messages, model, layer, since)), marked: true }
    }
    write()
    const unsubscribe = store.subscribe((state, before) => {
      if (state.trace !== before.trace) timer ??= setTimeout(write, PAUSE)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, model, layer, messages, format])

  return <p ref={caption} className={styles.summary} data-testid="reading-summary" />
}
