import type { Examination, Problem } from '../../nn/spec/compose/examine'
import { type Mend, mendings } from '../../nn/spec/compose/mend'
import type { Draft } from '../../state/composition'
import { Button } from '../kit/Button'
import { describeError } from '../kit/errors'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import type { Format } from '../kit/format'
import { useActions } from '../kit/store'
import styles from './ProblemNote.module.css'

/** Of the section of all layers. */
export const LAYER_LIST = 'compose-layer-list'

export interface ProblemNoteProps {
  readonly draft: Draft
  readonly examination: Examination
  readonly problem: Problem
}

/** What does not fit, and a button for each thing that would mend it. */
export function ProblemNote({ draft, examination, problem }: ProblemNoteProps) {
  const messages = useMessages()
  const format = useFormat()
  const { editDraft } = useActions()
  const { message } = describeError(problem.error, messages)
  return (
    <div className={styles.problem} role="status">
      <p>{message}</p>
      <div className={styles.ways}>
        {mendings(draft.spec, examination, problem).map(({ mend, spec }) => (
          <Button
            key={mend.kind}
            small
            onClick={() => {
              // The button goes with its press; the keyboard stays with the layers.
              document.getElementById(LAYER_LIST)?.focus({ preventScroll: true })
              editDraft({ spec }, null)
            }}
          >
            {mendWords(mend, messages.compose.mend, format)}
          </Button>
        ))}
      </div>
    </div>
  )
}

function mendWords(mend: Mend, words: Messages['compose']['mend'], format: Format): string {
  switch (mend.kind) {
    case 'everyStep':
    case 'lastStep':
      return words[mend.kind](mend.layer)
    case 'scan':
      return words[mend.scan]
    case 'value':
      return words.value(mend.field, format.integer(mend.value))
    case 'addLstm':
    case 'addFlatten':
    case 'rowsAsSteps':
    case 'readRows':
    case 'readBlank':
      return words[mend.kind]
    default:
      return mend satisfies never
  }
}
