import { useId } from 'react'
import type { EngineInfo } from '../../nn/engine'
import { engineKinds } from '../../nn/engine-kinds'
import type { ProfileStatus } from '../../state/app-state'
import { Button } from '../kit/Button'
import { classes } from '../kit/classes'
import { describeError } from '../kit/errors'
import fold from '../kit/Fold.module.css'
import { useFormat, useMessages, type Messages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { useActions, useAppStore } from '../kit/store'
import styles from './ProfilePanel.module.css'
import { ProfileTable } from './ProfileTable'

/** Where the GPU's time goes in a training step: folded away, measured by one click. */
export function ProfilePanel() {
  const messages = useMessages()
  const { profile: words } = messages.training
  const format = useFormat()
  const status = useAppStore((state) => state.profile)
  const reason = useAppStore((state) => reasonAgainst(state.engine, words))
  const ready = useAppStore((state) => state.status === 'ready' && state.pickedPreset === null && state.training.state !== 'starting')
  const { profileTraining } = useActions()
  const title = useId()
  const told = describe(status, messages, (milliseconds) => words.milliseconds(format.significant(milliseconds)))

  return (
    <div className={fold.folds}>
      <details>
        <summary className={fold.summary} id={title}>
          {words.title}
        </summary>
        <div className={fold.content}>
          <p className={fold.lead}>{words.lead}</p>
          {reason === null ? (
            <div className={section.action}>
              <Button unavailable={!ready || status.state === 'measuring'} onClick={() => void profileTraining()}>
                {status.state === 'none' || status.state === 'measuring' ? words.measure : words.again}
              </Button>
              <p role="status" className={classes(section.said, styles.status)} data-state={status.state}>
                {told}
              </p>
            </div>
          ) : (
            <p className={fold.lead}>{reason}</p>
          )}
          {status.state === 'measured' && <ProfileTable profile={status.profile} labelledBy={title} />}
        </div>
      </details>
    </div>
  )
}

type Words = Messages['training']['profile']

/** Why nothing can be measured here; null where it can. */
function reasonAgainst(engine: EngineInfo | null, words: Words): string | null {
  if (engine === null) return null
  if (!engineKinds[engine.kind].canProfile) return words.noGpu
  return engine.features.includes('timestamp-query') ? null : words.noClock
}

function describe(status: ProfileStatus, messages: Messages, inMilliseconds: (value: number) => string): string {
  const { profile: words } = messages.training
  switch (status.state) {
    case 'none':
      return ''
    case 'measuring':
      return words.measuring
    case 'measured':
      return words.measured(inMilliseconds(status.profile.stepMilliseconds))
    case 'failed': {
      const { message, hint } = describeError(status.error, messages)
      return words.failed(message, hint)
    }
    default:
      return status satisfies never
  }
}
