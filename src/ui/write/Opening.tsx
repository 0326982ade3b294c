import type { WritingState } from '../../state/writing/writing-state'
import { Button } from '../kit/Button'
import { describeError } from '../kit/errors'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Progress } from '../kit/Progress'
import section from '../kit/Section.module.css'

export interface OpeningProps extends Pick<WritingState, 'stage' | 'progress' | 'error'> {
  readonly words: {
    readonly loading: (share: string) => string
    readonly failed: string
    readonly again: string
  }
  readonly onAgain: () => void
}

/** How far the file of a network has come, or why it did not; nothing once it is there. */
export function Opening({ stage, progress, error, words, onAgain }: OpeningProps) {
  const messages = useMessages()
  const format = useFormat()
  if (stage === 'loading') {
    const text = words.loading(format.percent(progress, 0))
    return (
      <div className={section.section}>
        <p className={section.lead}>{text}</p>
        <Progress label={text} fraction={progress} />
      </div>
    )
  }
  if (stage !== 'failed') return null
  const told = error === null ? null : describeError(error, messages)
  return (
    <div className={section.section} role="alert">
      <p className={section.lead}>{messages.shell.sentences(told === null ? [words.failed] : [words.failed, told.message, told.hint])}</p>
      <div>
        <Button onClick={onAgain}>{words.again}</Button>
      </div>
    </div>
  )
}
