import { ChartSpline, Dices } from 'lucide-react'
import { holdsSettings } from '../../state/run-state'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import styles from './Seeds.module.css'

/** Runs the settings with five seeds in turn, and leads to all runs that are kept. */
export function Seeds() {
  const { seeds: words } = useMessages().training
  const format = useFormat()
  const turn = useAppStore((state) => state.runs.turn)
  const holds = useAppStore((state) => holdsSettings(state.training))
  const ready = useAppStore((state) => state.status === 'ready' && state.pickedPreset === null)
  const { trainSeeds, setTab } = useActions()
  const seed = turn?.seeds[turn.place]
  const compare = (): void => {
    setTab('compare')
    // What was pressed is gone with its view.
    document.getElementById('main')?.focus()
  }
  return (
    <div className={styles.seeds} role="group" aria-label={words.label}>
      <Button unavailable={!ready || holds || turn !== null} onClick={() => void trainSeeds()}>
        <Dices aria-hidden />
        <span>{words.start}</span>
      </Button>
      <p className={styles.lead} role="status">
        {turn === null || seed === undefined
          ? words.lead
          : words.turn(format.integer(seed), format.integer(turn.place + 1), format.integer(turn.seeds.length))}
      </p>
      <Button variant="quiet" onClick={compare}>
        <ChartSpline aria-hidden />
        <span>{words.compare}</span>
      </Button>
    </div>
  )
}
