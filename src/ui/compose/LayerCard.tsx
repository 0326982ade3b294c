import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from 'lucide-react'
import { formatShape } from '../../core/tensor'
import { costsOf } from '../../nn/spec/compose/costs'
import { removeLayer, setField } from '../../nn/spec/compose/edit'
import type { Examination } from '../../nn/spec/compose/examine'
import type { DescribedLayer } from '../../nn/spec/describe'
import type { LayerSpec } from '../../nn/spec/model-spec'
import type { Draft } from '../../state/composition'
import { classes } from '../kit/classes'
import { IconButton } from '../kit/IconButton'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import { FieldControl } from './FieldControl'
import fieldStyles from './Fields.module.css'
import styles from './LayerCard.module.css'
import { ProblemNote } from './ProblemNote'
import { layerFieldsShown, type ShownField } from './shown-fields'
import { FLOAT_BYTES } from '../../nn/spec/memory'

export interface LayerCardProps {
  /** For dragging. */
  readonly id: string
  /** Among the layers, from 0. */
  readonly place: number
  readonly layer: LayerSpec
  readonly draft: Draft
  readonly examination: Examination
  /** The last one: it stays where it is. */
  readonly isAnswer?: boolean
  readonly onMove?: (to: number) => void
}

/** A layer: what it gives and costs, its fields, and what is wrong with it. */
export function LayerCard({ id, place, layer, draft, examination, isAnswer = false, onMove }: LayerCardProps) {
  const { compose: words } = useMessages()
  const { editDraft } = useActions()
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
    disabled: isAnswer,
  })
  const { spec } = draft
  const { problem } = examination
  const described = examination.layers[place] ?? null
  const isHere = problem?.place === place
  const name = isAnswer ? words.answer.title : (described?.name ?? layer.type)
  const title = `compose-layer-${place}`
  const fields = layerFieldsShown(layer, isAnswer)
  const note = isHere && <ProblemNote draft={draft} examination={examination} problem={problem} />
  const hasField = [...fields.main, ...fields.first].some(({ name: field }) => field === problem?.field)
  const control = ({ name: field, field: definition }: ShownField) => (
    <div key={field} className={fieldStyles.cell}>
      <FieldControl
        owner={layer.type}
        name={field}
        field={definition}
        value={Object.entries(layer).find(([own]) => own === field)?.[1]}
        onChange={(value) => editDraft({ spec: setField(spec, place, field, value) }, `${id} ${field}`)}
      />
      {problem?.field === field && note}
    </div>
  )
  const Element = isAnswer ? 'section' : 'li'

  return (
    <Element
      ref={setNodeRef}
      className={classes(styles.card, isDragging && styles.dragged)}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      aria-labelledby={title}
      data-stage={place}
      data-problem={isHere || undefined}
      tabIndex={-1}
    >
      <header className={styles.head}>
        {!isAnswer && (
          <IconButton
            ref={setActivatorNodeRef}
            small
            className={styles.handle ?? ''}
            label={words.layer.drag(name)}
            {...attributes}
            {...listeners}
          >
            <GripVertical aria-hidden />
          </IconButton>
        )}
        <h4 id={title} className={classes(styles.name, !isAnswer && styles.code)}>
          {name}
        </h4>
        <span className={styles.what}>{isAnswer ? words.answer.lead : words.kinds[layer.type]}</span>
        {!isAnswer && onMove !== undefined && (
          <div className={styles.tools}>
            <IconButton small label={words.layer.up(name)} unavailable={place === 0} onClick={() => onMove(place - 1)}>
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              small
              label={words.layer.down(name)}
              unavailable={place >= spec.layers.length - 2}
              onClick={() => onMove(place + 1)}
            >
              <ArrowDown aria-hidden />
            </IconButton>
            <IconButton small label={words.layer.remove(name)} onClick={() => editDraft({ spec: removeLayer(spec, place) }, null)}>
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        )}
      </header>
      <Facts described={described} />
      {!hasField && note}
      {fields.main.length > 0 && <div className={fieldStyles.fields}>{fields.main.map(control)}</div>}
      {fields.first.length > 0 && (
        <details className={fieldStyles.more}>
          <summary>{words.otherFields}</summary>
          <div className={fieldStyles.fields}>{fields.first.map(control)}</div>
        </details>
      )}
    </Element>
  )
}

function Facts({ described }: { readonly described: DescribedLayer | null }) {
  const { layer: words } = useMessages().compose
  const format = useFormat()
  if (described === null) return <p className={styles.facts}>{words.unknownShape}</p>
  const { parameters, activations, multiplyAdds } = costsOf(described)
  return (
    <ul className={styles.facts}>
      <li>{words.shapes(formatShape(described.input), formatShape(described.output))}</li>
      <li>{words.parameters(format.integer(parameters))}</li>
      <li>{words.memory(format.bytes(FLOAT_BYTES * activations))}</li>
      <li>{multiplyAdds === 0 ? words.free : words.cost(format.compact(multiplyAdds))}</li>
    </ul>
  )
}
