import { useRef, useState } from 'react'
import type { Composition } from '../../state/composition'
import type { Stage } from '../network/NetworkPicture'
import { NetworkPicture } from '../network/NetworkPicture'
import { formatShape } from '../../core/tensor'
import { useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { View } from '../kit/View'
import type { Draft } from '../../state/composition'
import type { Examination } from '../../nn/spec/compose/examine'
import { BuildPanel } from './BuildPanel'
import { LayerList } from './LayerList'
import { Toolbar } from './Toolbar'
import { TrainingForm } from './TrainingForm'
import { useComposition, useExamination } from './use-draft'
import { useEditKeys } from './use-edit-keys'

/** A network is put together, layer by layer, and made the page's own. */
export function Compose() {
  const { compose } = useMessages()
  const composition = useComposition()
  return (
    <View title={compose.title} lead={compose.lead}>
      {composition !== null && <Workbench composition={composition} />}
    </View>
  )
}

function Workbench({ composition }: { readonly composition: Composition }) {
  const { networkPicture } = useMessages()
  const { draft } = composition
  const examination = useExamination(draft)
  const [current, setCurrent] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  useEditKeys(list)
  const show = (key: string): void => {
    setCurrent(key)
    const card = list.current?.querySelector<HTMLElement>(`[data-stage="${key}"]`)
    card?.scrollIntoView({ block: 'nearest', behavior: 'auto' })
    card?.focus({ preventScroll: true })
  }
  return (
    <>
      <div className={section.parts}>
        <Toolbar composition={composition} />
        <NetworkPicture label={networkPicture.label} stages={useStages(draft, examination)} current={current} onPick={show} />
      </div>
      <div ref={list} className={section.parts} onFocus={(event) => setCurrent(stageOf(event.target) ?? current)}>
        <LayerList draft={draft} examination={examination} />
      </div>
      <TrainingForm settings={draft.settings} />
      <BuildPanel draft={draft} examination={examination} />
    </>
  )
}

/** The stage whose card an element is in. */
function stageOf(element: Element): string | null {
  return element.closest<HTMLElement>('[data-stage]')?.dataset['stage'] ?? null
}

function useStages({ spec }: Draft, { input, layers, problem }: Examination): readonly Stage[] {
  const picture = useMessages().networkPicture
  const stage = (key: string, title: string, shape: readonly number[] | null, hasProblem: boolean): Stage => ({
    key,
    title,
    shape,
    spoken: picture.stage(title, shape === null ? picture.unknown : formatShape(shape)),
    hasProblem,
  })
  const last = spec.layers.length - 1
  return [
    stage('input', picture.digit, input, problem?.place === 'input'),
    ...spec.layers.map((layer, index) => {
      const isHere = problem?.place === index || (index === last && problem?.place === 'model')
      return stage(
        String(index),
        index === last ? picture.answer : (layers[index]?.name ?? layer.type),
        layers[index]?.output ?? null,
        isHere,
      )
    }),
  ]
}
