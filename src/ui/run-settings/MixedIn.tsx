import { useState } from 'react'
import type { DataInfo } from '../../worker/protocol'
import { type DataChoice, firstCount, mixedInRange, requestFor } from '../kit/data-choices'
import { useFormat, useMessages } from '../kit/messages/messages'
import { setWords } from '../kit/set-words'
import { SliderField } from '../kit/SliderField'
import { useActions } from '../kit/store'
import styles from './MixedIn.module.css'

export interface MixedInProps {
  /** A mixture, which is in use. */
  readonly choice: DataChoice
  readonly info: DataInfo
  readonly disabled: boolean
}

/** How many digits of another set are mixed in. They are loaded anew when the thumb is let go; the newest wish counts. */
export function MixedIn({ choice, info, disabled }: MixedInProps) {
  const { sets, training } = useMessages()
  const { settings } = training
  const format = useFormat()
  const { loadData } = useActions()
  const [wished, setWished] = useState<number | null>(null)
  const { kind, mixedIn } = choice
  const { min, max, step, usual } = mixedInRange
  if (mixedIn === null) return null
  const count = wished ?? info.also?.[0]?.trainCount ?? usual
  const label = settings.mixedIn(setWords(mixedIn, sets).status)
  const value = settings.mixedInValue(format.integer(count), format.percent(count / (firstCount(info) + count), 0))
  const load = async (next: number): Promise<void> => {
    await loadData(requestFor(choice, next))
    // Another number may have been wished meanwhile.
    setWished((now) => (now === next ? null : now))
  }
  return (
    <SliderField
      className={styles.mixedIn}
      label={label}
      value={count}
      valueText={value}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      help={settings.mixedInHelp(setWords(kind, sets).short)}
      onValueChange={setWished}
      onValueCommit={(next) => void load(next)}
    />
  )
}
