import type { Examination } from '../../nn/spec/compose/examine'
import type { InputSpec } from '../../nn/spec/model-spec'
import type { Draft } from '../../state/composition'
import { formatShape } from '../../core/tensor'
import { useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import cardStyles from './LayerCard.module.css'
import { FieldControl } from './FieldControl'
import styles from './Fields.module.css'
import { ProblemNote } from './ProblemNote'
import { inputFieldsShown } from './shown-fields'

/** How the picture becomes what the first layer reads. */
export function InputCard({ draft, examination }: { readonly draft: Draft; readonly examination: Examination }) {
  const { input: words } = useMessages().compose
  const { editDraft } = useActions()
  const { spec } = draft
  const { problem, input } = examination
  const isHere = problem?.place === 'input'
  const set = (name: string, value: number | boolean | string): void => {
    // Held to the table of fields by its controls; what does not fit together is told by the examination.
    const next = { ...spec.input, [name]: value } as InputSpec
    editDraft({ spec: { ...spec, input: next } }, `input ${name}`)
  }
  return (
    <section
      className={cardStyles.card}
      aria-labelledby="compose-input"
      data-stage="input"
      data-problem={isHere || undefined}
      tabIndex={-1}
    >
      <header className={cardStyles.head}>
        <h4 id="compose-input" className={cardStyles.name}>
          {words.title}
        </h4>
        <span className={cardStyles.what}>{words.lead}</span>
        <span className={cardStyles.shape}>{input !== null && formatShape(input)}</span>
      </header>
      <div className={styles.fields}>
        {inputFieldsShown(spec.input).map(({ name, field }) => (
          <div key={name} className={styles.cell}>
            <FieldControl owner="input" name={name} field={field} value={spec.input[name]} onChange={(value) => set(name, value)} />
            {isHere && problem.field === name && <ProblemNote draft={draft} examination={examination} problem={problem} />}
          </div>
        ))}
      </div>
    </section>
  )
}
