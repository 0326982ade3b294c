import { useMemo } from 'react'
import { formatShape } from '../../core/tensor'
import { describeModel } from '../../nn/spec/describe'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore, useAppStoreApi } from '../kit/store'
import { type LayerView, type ModelView, sameStep } from '../network/layers'
import { NetworkPicture, type Stage } from '../network/NetworkPicture'
import { layerTitle } from '../network/words'

export interface LayerPickerProps {
  readonly model: ModelView
  /** The one that is shown. */
  readonly layer: LayerView
}

/** The network as a picture, which is also the way from one layer whose signals can be seen to another. */
export function LayerPicker({ model, layer }: LayerPickerProps) {
  const messages = useMessages()
  const store = useAppStoreApi()
  const { setCursor } = useActions()
  const spec = useAppStore((state) => state.model?.spec ?? null)
  const description = useMemo(() => spec && describeModel(spec), [spec])
  if (description === null) return null
  const picture = messages.networkPicture
  const last = description.layers.length - 1
  const stages: readonly Stage[] = [
    { key: 'input', title: picture.digit, shape: description.input, spoken: '', isFixed: true },
    ...description.layers.map(({ name, layer: { type }, output }, index): Stage => {
      const shown = model.layers.find((candidate) => candidate.name === name)
      const title = shown ? layerTitle(messages, shown) : index === last ? picture.answer : messages.reading.layers.kinds[type].title
      return { key: name, title, shape: output, spoken: picture.stage(title, formatShape(output)), isFixed: shown === undefined }
    }),
  ]
  const show = (name: string): void => {
    const next = model.layers.find((candidate) => candidate.name === name) ?? null
    // Units of another layer have nothing to do with those of this one.
    setCursor({ layer: name, step: sameStep(layer, next, store.getState().cursor.step), unit: null, signal: null, playing: false })
  }
  return <NetworkPicture compact label={messages.reading.layers.label} stages={stages} current={layer.name} onPick={show} />
}
