import { Pause, Play, RotateCcw, Square, StepForward } from 'lucide-react'
import { holdsSettings, isCutOff } from '../../state/run-state'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import { Tooltip } from '../kit/Tooltip'
import styles from './Controls.module.css'

/** Start, pause, go on, step, stop, reset. The buttons never move; those that make no sense are off. */
export function Controls() {
  const { controls } = useMessages().training
  const state = useAppStore((store) => store.training.state)
  const cutOff = useAppStore((store) => isCutOff(store.training))
  const holds = useAppStore((store) => holdsSettings(store.training))
  const ready = useAppStore((store) => store.status === 'ready' && store.pickedPreset === null)
  const { startTraining, pauseTraining, resumeTraining, stepTraining, stopTraining, resetModel } = useActions()
  const running = state === 'running'
  const paused = state === 'paused'

  const main = running
    ? { label: controls.pause, icon: <Pause aria-hidden fill="currentColor" strokeWidth={0} />, act: pauseTraining }
    : paused
      ? { label: controls.resume, icon: <Play aria-hidden fill="currentColor" strokeWidth={0} />, act: resumeTraining }
      : { label: startLabel(), icon: <Play aria-hidden fill="currentColor" strokeWidth={0} />, act: startTraining }

  return (
    <div className={styles.controls} role="group" aria-label={controls.label}>
      <Button
        variant="primary"
        className={styles.main}
        data-run-main=""
        unavailable={!ready || state === 'starting'}
        onClick={() => void main.act()}
      >
        {main.icon}
        <span>{main.label}</span>
      </Button>
      <Tooltip text={controls.stepHelp}>
        <Button unavailable={!paused} onClick={() => void stepTraining()}>
          <StepForward aria-hidden />
          <span>{controls.step}</span>
        </Button>
      </Tooltip>
      <Tooltip text={controls.stopHelp}>
        <Button unavailable={!holds} onClick={() => void stopTraining()}>
          <Square aria-hidden fill="currentColor" strokeWidth={0} />
          <span>{controls.stop}</span>
        </Button>
      </Tooltip>
      <Tooltip text={controls.resetHelp}>
        <Button variant="quiet" unavailable={!ready || state === 'starting'} onClick={() => void resetModel()}>
          <RotateCcw aria-hidden />
          <span>{controls.reset}</span>
        </Button>
      </Tooltip>
    </div>
  )

  function startLabel(): string {
    if (state === 'starting') return controls.starting
    return state === 'idle' || cutOff ? controls.start : controls.again
  }
}
