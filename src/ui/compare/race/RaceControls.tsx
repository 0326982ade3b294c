import { Pause, Play, Square } from 'lucide-react'
import { isRacing, type RaceState } from '../../../state/race/race-state'
import { holdsSettings } from '../../../state/run-state'
import { Button } from '../../kit/Button'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { RunProgress } from '../../kit/RunProgress'
import { useActions, useAppStore } from '../../kit/store'
import styles from './RaceControls.module.css'

/** Start, pause, go on, stop, and how far the race has come. */
export function RaceControls() {
  const { race: words } = useMessages()
  const format = useFormat()
  const state = useAppStore((store) => store.race.state)
  const totalSteps = useAppStore((store) => store.race.totalSteps)
  const step = useAppStore((store) => stepOf(store.race))
  const isReady = useAppStore((store) => store.status === 'ready' && store.pickedPreset === null)
  const trains = useAppStore((store) => holdsSettings(store.training))
  const tooFew = useAppStore(({ race: { plan } }) => plan.race === 'own' && plan.own.length < 2)
  const { startRace, pauseRace, resumeRace, stopRace } = useActions()
  const steps = words.steps(format.integer(step), format.integer(totalSteps))
  const obstacle = isRacing({ state }) ? null : trains ? words.training : tooFew ? words.tooFew : null
  const main =
    state === 'running'
      ? { label: words.pause, icon: <Pause aria-hidden fill="currentColor" strokeWidth={0} />, act: pauseRace }
      : state === 'paused'
        ? { label: words.resume, icon: <Play aria-hidden fill="currentColor" strokeWidth={0} />, act: resumeRace }
        : {
            label: state === 'starting' ? words.starting : words.start,
            icon: <Play aria-hidden fill="currentColor" strokeWidth={0} />,
            act: startRace,
          }
  return (
    <div className={styles.controls} role="group" aria-label={words.controls} data-race={state}>
      <Button
        variant="primary"
        className={styles.main}
        unavailable={!isReady || state === 'starting' || obstacle !== null}
        onClick={() => void main.act()}
      >
        {main.icon}
        <span>{main.label}</span>
      </Button>
      <Button unavailable={!isRacing({ state })} onClick={() => void stopRace()}>
        <Square aria-hidden fill="currentColor" strokeWidth={0} />
        <span>{words.stop}</span>
      </Button>
      <RunProgress run={{ state, step, totalSteps }} status={obstacle ?? words.status[state]} steps={steps} label={words.progress} />
    </div>
  )
}

/** The step that all networks have done which are still able to. */
function stepOf({ lanes }: RaceState): number {
  const able = lanes.filter(({ end }) => end?.state !== 'failed')
  return able.length === 0 ? 0 : Math.min(...able.map(({ step }) => step))
}
