import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { placeOfStep } from '../../state/series'
import { Button } from '../kit/Button'
import { IconButton } from '../kit/IconButton'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Slider } from '../kit/Slider'
import { useActions, useAppStore, useAppStoreApi } from '../kit/store'
import { Tooltip } from '../kit/Tooltip'
import section from '../kit/Section.module.css'
import styles from './TimeMachine.module.css'

/** Goes back through the last run: a slider over the moments whose weights are kept, and the model as it is now at its end. */
export function TimeMachine() {
  const { past: words } = useMessages().training
  const { moments, at, playing } = useAppStore((state) => state.past)
  const { lookBack, togglePast, goOnFromPast } = useActions()
  const ready = useAppStore((state) => state.status === 'ready' && state.training.state !== 'starting')
  const shown = useShownMoment()
  // The thumb is where it was put, also before the network of that moment is there.
  const [wished, setWished] = useState<number | null>(null)
  if (moments.length < 2) return null

  const place = at === null ? moments.length : moments.findLastIndex((step) => step <= at)
  const move = async (next: number): Promise<void> => {
    setWished(next)
    await lookBack(moments[next] ?? null)
    setWished((now) => (now === next ? null : now))
  }
  const goOn = (): void => {
    // The button goes with its press; the keyboard finds Pause.
    document.querySelector<HTMLElement>('[data-run-main]')?.focus()
    void goOnFromPast()
  }
  return (
    <section className={section.section} aria-labelledby="past-title">
      <h3 id="past-title" className={section.title}>
        {words.title}
      </h3>
      <p className={section.lead}>{words.lead}</p>
      <div className={styles.transport}>
        <IconButton label={playing ? words.pause : words.play} variant="secondary" onClick={togglePast}>
          {playing ? <Pause aria-hidden fill="currentColor" strokeWidth={0} /> : <Play aria-hidden fill="currentColor" strokeWidth={0} />}
        </IconButton>
        <div className={styles.slider}>
          <Slider
            label={words.slider}
            min={0}
            max={moments.length}
            value={wished ?? place}
            valueText={shown}
            onValueChange={(next) => void move(next)}
          />
        </div>
      </div>
      <div className={styles.shown}>
        <p className={styles.text}>{shown}</p>
        <Button unavailable={at === null} onClick={() => void lookBack(null)}>
          {words.toNow}
        </Button>
        <Tooltip text={words.goOnHelp}>
          <Button unavailable={at === null || !ready} onClick={goOn}>
            {words.goOn}
          </Button>
        </Tooltip>
      </div>
    </section>
  )
}

/** Which moment is shown, in words, and how well the run did then. */
function useShownMoment(): string {
  const { past: words } = useMessages().training
  const format = useFormat()
  const store = useAppStoreApi()
  const at = useAppStore((state) => state.past.at)
  const perEpoch = useAppStore((state) => state.training.stepsPerEpoch)
  if (at === null) return words.now
  const moment = words.at(format.integer(at), format.decimal(perEpoch === 0 ? 0 : at / perEpoch, 2))
  const view = store.getState().series.view()
  const place = placeOfStep(view, at)
  if (place === -1) return moment
  return `${moment}${words.figures(format.decimal(view.smoothLoss[place]!, 3), format.percent(view.smoothAccuracy[place]!))}`
}
