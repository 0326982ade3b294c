import { useMemo, useSyncExternalStore } from 'react'
import { isUnderWay } from '../../state/run-state'
import { CodeLink } from '../code/CodeLink'
import { kernelOfLayer } from '../code/computed-by'
import type { StopWords, TourNumbers } from '../kit/messages/en/learn'
import { Button } from '../kit/Button'
import type { Format } from '../kit/format'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore, useAppStoreApi } from '../kit/store'
import { classLabel } from '../kit/task'
import { SignalEquation } from '../network/equations'
import type { ModelView, SequenceLayer } from '../network/layers'
import { lstmFormulas } from '../explain/lesson-formulas'
import { factsOf, type Stop, tourPreset } from './stops'
import styles from './Tour.module.css'
import type { ReadingFacts } from '../explain/facts'

/** A stop's words with the numbers of the digit on the pad; they follow the pen, and render only when the words change. */
export function StopText({ stop, model, layer }: { readonly stop: Stop; readonly model: ModelView; readonly layer: SequenceLayer }) {
  const store = useAppStoreApi()
  const messages = useMessages()
  const format = useFormat()
  const words: StopWords = messages.learn.tour.stops[stop.id]
  const text = useMemo(() => {
    let known: unknown
    let latest = ''
    return () => {
      const state = store.getState()
      if (state.trace !== known || latest === '') {
        known = state.trace
        latest = words.text(numbersOf(factsOf(state, model, layer), model, layer, format))
      }
      return latest
    }
  }, [store, words, model, layer, format])
  return <p className={styles.text}>{useSyncExternalStore(store.subscribe, text)}</p>
}

function numbersOf(facts: ReadingFacts, { task }: ModelView, { units }: SequenceLayer, format: Format): TourNumbers {
  const decimal = (value: number | null): string | null => (value === null ? null : format.decimal(value))
  const { mind } = facts
  return {
    units: format.integer(units),
    forgetAbove: decimal(facts.forgetAbove),
    forgetBelow: decimal(facts.forgetBelow),
    candidateAbove: decimal(facts.candidateAbove),
    candidateWithin: decimal(facts.candidateWithin),
    mind: mind && {
      row: format.integer(mind.settled + 1),
      digit: classLabel(task, mind.digit),
      percent: format.probability(mind.probability),
      before: mind.before === null ? null : classLabel(task, mind.before),
    },
  }
}

export function Equations({ stop }: { readonly stop: Stop }) {
  const { equations } = useMessages().learn.page
  if (stop.equations.length === 0) return null
  return (
    <div className={styles.formulas}>
      {/* It scrolls where it is wider than the sheet, so that keys must reach it. */}
      <div className={styles.equations} role="group" aria-label={equations.title} tabIndex={0}>
        {stop.equations.map((signal) => (
          <SignalEquation key={signal} formulas={lstmFormulas} signal={signal} />
        ))}
      </div>
      <CodeLink className={styles.code} kernel={kernelOfLayer('lstm')} />
    </div>
  )
}

/** Said where the model is none that the stops speak of. */
export function Misfit() {
  const { misfit } = useMessages().learn.tour
  const { pickPreset } = useActions()
  const isBusy = useAppStore(({ pickedPreset, status }) => pickedPreset !== null || status !== 'ready')
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  return (
    <>
      <p className={styles.text}>{isTraining ? misfit.training : misfit.text}</p>
      <div className={styles.actions}>
        <Button variant="primary" unavailable={isTraining || isBusy} onClick={() => void pickPreset(tourPreset)}>
          {misfit.load}
        </Button>
      </div>
    </>
  )
}
