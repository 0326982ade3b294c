import { closestCenter, DndContext, KeyboardSensor, PointerSensor, type UniqueIdentifier, useSensor, useSensors } from '@dnd-kit/core'
import { restrictToParentElement, restrictToVerticalAxis } from '@dnd-kit/modifiers'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import type { Examination } from '../../nn/spec/compose/examine'
import { insertLayer, moveLayer, newLayer } from '../../nn/spec/compose/edit'
import type { Draft } from '../../state/composition'
import { useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import section from '../kit/Section.module.css'
import { AddLayer } from './AddLayer'
import { InputCard } from './InputCard'
import { LayerCard } from './LayerCard'
import styles from './LayerList.module.css'
import { LAYER_LIST, ProblemNote } from './ProblemNote'
import { useLayerKeys } from './use-layer-keys'

export interface LayerListProps {
  readonly draft: Draft
  readonly examination: Examination
}

/** A pointer that moves less than this has pressed the handle, not dragged it. */
const DRAG_DISTANCE = 4

/** All layers in their order, each with its fields; they are moved by dragging and by keys. */
export function LayerList({ draft, examination }: LayerListProps) {
  const { compose: words } = useMessages()
  const { editDraft } = useActions()
  const { spec } = draft
  const { problem } = examination
  const last = spec.layers.length - 1
  const keys = useLayerKeys(spec.layers)
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_DISTANCE } }),
    // Its own smooth scrolling would ask nobody whether they want less motion.
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates, scrollBehavior: 'auto' }),
  )
  const placeOf = (key: UniqueIdentifier | undefined): number => keys.findIndex((other) => other === key)
  const nameAt = (key: UniqueIdentifier): string => spec.layers[placeOf(key)]?.type ?? ''
  const move = (from: number, to: number): void => {
    if (from >= 0 && to >= 0 && from !== to) editDraft({ spec: moveLayer(spec, from, to) }, null)
  }

  return (
    <section id={LAYER_LIST} tabIndex={-1} className={styles.list} aria-labelledby="compose-layers">
      <h3 id="compose-layers" className={section.title}>
        {words.layers}
      </h3>
      <InputCard draft={draft} examination={examination} />
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        modifiers={[restrictToVerticalAxis, restrictToParentElement]}
        accessibility={{
          screenReaderInstructions: { draggable: words.drag.instructions },
          announcements: {
            onDragStart: ({ active }) => words.drag.start(nameAt(active.id)),
            onDragOver: ({ active, over }) => (over === null ? undefined : words.drag.over(nameAt(active.id), placeOf(over.id) + 1)),
            onDragEnd: ({ active, over }) => words.drag.end(nameAt(active.id), placeOf(over?.id ?? active.id) + 1),
            onDragCancel: ({ active }) => words.drag.cancel(nameAt(active.id)),
          },
        }}
        onDragEnd={({ active, over }) => over !== null && move(placeOf(active.id), placeOf(over.id))}
      >
        <SortableContext items={keys.slice(0, last)} strategy={verticalListSortingStrategy}>
          <ol className={styles.cards}>
            {spec.layers.slice(0, last).map((layer, index) => (
              <LayerCard
                key={keys[index]}
                id={keys[index]!}
                place={index}
                layer={layer}
                draft={draft}
                examination={examination}
                onMove={(to) => move(index, to)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <AddLayer spec={spec} onAdd={(kind) => editDraft({ spec: insertLayer(spec, last, newLayer(kind)) }, null)} />
      <LayerCard id={keys[last]!} place={last} layer={spec.layers[last]!} draft={draft} examination={examination} isAnswer />
      {problem?.place === 'model' && <ProblemNote draft={draft} examination={examination} problem={problem} />}
    </section>
  )
}
