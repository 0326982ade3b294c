import { useEffect, useRef } from 'react'
import type { Store } from '../../state/app-state'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useAppStoreApi } from '../kit/store'
import { className } from '../kit/task'
import { settleStep } from '../network/answer'
import { setData, setText } from '../kit/dom'
import { beliefSteps, findBelief, type LayerView, type ModelView } from '../network/layers'
import styles from './Summary.module.css'
import { stepPlace, stepWord } from '../network/words'

/** A caption of the same answer is written so long after the maps came to rest, milliseconds: one that changes with the pen helps nobody. */
const PAUSE = 600

export interface SummaryProps {
  readonly model: ModelView
  readonly layer: LayerView
}

/** The first step of a layer at which the belief has come to one of its own. */
function firstWith(beliefs: readonly number[], settled: number): number {
  return beliefs.findIndex((belief) => belief >= settled)
}

/** What a caption is about: the answer, and the place of its digit in a row; null without a reading. */
function subjectOf({ trace, drawing }: Store): string | null {
  if (trace === null) return null
  return `${drawing.row?.chosen ?? ''}:${trace.probabilities.indexOf(Math.max(...trace.probabilities))}`
}

/** The figure in one sentence: what was read, and since which step the answer stood. */
export function Summary({ model, layer }: SummaryProps) {
  const store = useAppStoreApi()
  const messages = useMessages()
  const format = useFormat()
  const caption = useRef<HTMLSpanElement>(null)
  const jump = useRef<HTMLButtonElement>(null)
  const gap = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    const { reading } = messages
    let timer: ReturnType<typeof setTimeout> | undefined
    let spoken: string | null = null
    let written: string | null = null
    const write = (): void => {
      timer = undefined
      const state = store.getState()
      spoken = subjectOf(state)
      const { text, settled } = sentence(state)
      written = text
      tell(text, settled)
    }
    /** What is said, and the way to the mark that the maps have now. */
    const tell = (text: string, settled: number | null): void => {
      if (caption.current === null || jump.current === null) return
      // Another text in its place, not the same one changed: behind the mark that comes with it, it would seem to move.
      if (caption.current.textContent !== text) caption.current.textContent = text
      caption.current.toggleAttribute('data-marked', settled !== null)
      setText(
        jump.current,
        settled === null || layer.form !== 'sequence' ? '' : reading.toSettled(stepPlace(messages, model, layer, settled)),
      )
      jump.current.hidden = settled === null
      gap.current?.toggleAttribute('hidden', settled === null)
      setData(jump.current, 'step', settled)
    }
    const sentence = ({ trace, drawing }: Store): { text: string; short: string; settled: number | null } => {
      if (trace === null) {
        const text = drawing.isEmpty ? reading.summaryEmpty : reading.summaryNone
        return { text, short: text, settled: null }
      }
      const best = Math.max(...trace.probabilities)
      const digit = className(model.task, trace.probabilities.indexOf(best), messages)
      const percent = format.probability(best)
      const short = reading.summaryMoving(digit)
      const belief = findBelief(trace, model.belief)
      // Only a model that reads forwards makes up its mind on the way.
      if (layer.form !== 'sequence' || belief === null || model.belief?.direction !== 'forward') {
        return { text: reading.summaryPlain(digit, percent), short, settled: null }
      }
      const since = firstWith(beliefSteps(layer, model.belief), settleStep(belief))
      if (since <= 0) return { text: reading.summaryAlways(digit, percent, stepWord(messages, model, layer)), short, settled: 0 }
      return { text: reading.summary(digit, percent, stepPlace(messages, model, layer, since)), short, settled: since }
    }
    write()
    const unsubscribe = store.subscribe((state, before) => {
      if (state.trace === before.trace) return
      if (subjectOf(state) === spoken) {
        // The maps are ahead of the sentence: it keeps to what still holds until they rest.
        const { text, short, settled } = sentence(state)
        if (timer === undefined && text === written) return
        clearTimeout(timer)
        timer = setTimeout(write, PAUSE)
        tell(short, settled)
        return
      }
      // The caption would speak of what is not there.
      clearTimeout(timer)
      write()
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, model, layer, messages, format])

  return (
    <p className={styles.summary} data-testid="reading-summary">
      <span ref={caption} className={styles.caption} />
      <span ref={gap} hidden>
        {' '}
      </span>
      <button
        ref={jump}
        type="button"
        className={styles.jump}
        data-left-out="print"
        hidden
        onClick={(event) => {
          const step = event.currentTarget.dataset['step']
          if (step !== undefined) store.getState().actions.setCursor({ step: Number(step), playing: false })
        }}
      />
    </p>
  )
}
