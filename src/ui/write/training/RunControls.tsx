import { Pause, Play, Square, StepForward } from 'lucide-react'
import { isUnderWay } from '../../../state/writing/writer-run-state'
import { Button } from '../../kit/Button'
import { describeError } from '../../kit/errors'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { RunProgress } from '../../kit/RunProgress'
import { useActions, useAppStore } from '../../kit/store'
import { Tooltip } from '../../kit/Tooltip'
import styles from './RunControls.module.css'

/** Train, pause, go on, stop, and how far the network is. */
export function RunControls() {
  const messages = useMessages()
  const { writerTraining: words } = messages
  const format = useFormat()
  const run = useAppStore(({ writing }) => writing.run)
  // A network can be taught where the page's own did not come.
  const isReady = useAppStore(({ status, writing }) => status === 'ready' && writing.stage !== 'loading')
  const { trainWriter, goOnTrainingWriter, pauseWriter, resumeWriter, stopWriter } = useActions()
  const { state, step, totalSteps, seconds, plan, moments, canGoOn, error } = run
  const done = moments.at(-1)?.epoch ?? 0
  const isHeld = isUnderWay(run)
  const steps = words.steps(format.integer(step), format.integer(totalSteps), format.duration(seconds))
  const isPaused = state === 'paused'
  return (
    <div className={styles.controls} role="group" aria-label={words.controls} data-run={state}>
      {/* Each does one thing: who presses Pause as the training ends must not begin another, which would take the epochs of this one away. */}
      <Button className={styles.start} unavailable={isHeld || !isReady} onClick={() => void trainWriter()}>
        <Play aria-hidden fill="currentColor" strokeWidth={0} />
        <span>{state === 'starting' ? words.starting : words.start}</span>
      </Button>
      <Button
        className={styles.pause}
        unavailable={!isHeld || state === 'starting'}
        onClick={() => void (isPaused ? resumeWriter() : pauseWriter())}
      >
        {isPaused ? <Play aria-hidden fill="currentColor" strokeWidth={0} /> : <Pause aria-hidden fill="currentColor" strokeWidth={0} />}
        <span>{isPaused ? words.resume : words.pause}</span>
      </Button>
      <Button unavailable={!isHeld} onClick={() => void stopWriter()}>
        <Square aria-hidden fill="currentColor" strokeWidth={0} />
        <span>{words.stop}</span>
      </Button>
      {canGoOn && !isHeld && (
        <Tooltip text={words.goOnHelp}>
          <Button unavailable={!isReady || plan.epochs <= done} onClick={() => void goOnTrainingWriter()}>
            <StepForward aria-hidden />
            <span>{words.goOn(format.integer(done))}</span>
          </Button>
        </Tooltip>
      )}
      <RunProgress run={run} status={words.status[state]} steps={steps} label={words.progress} />
      {error !== null && (
        <p role="alert" className={styles.trouble}>
          {messages.shell.sentences([describeError(error, messages).message, done > 0 ? words.kept : words.notBegun])}
        </p>
      )}
    </div>
  )
}
