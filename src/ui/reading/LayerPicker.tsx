import { useMessages } from '../kit/messages/messages'
import { Segmented } from '../kit/Segmented'
import { Select } from '../kit/Select'
import { useActions, useAppStoreApi } from '../kit/store'
import styles from './LayerPicker.module.css'
import { type LayerView, type ModelView, sameStep } from '../network/layers'
import { layerTitle } from '../network/words'

export interface LayerPickerProps {
  readonly model: ModelView
  /** The one that is shown. */
  readonly layer: LayerView
}

/** The layers whose signals can be seen, in the order in which the picture passes them; nothing for a single one. */
export function LayerPicker({ model, layer }: LayerPickerProps) {
  const messages = useMessages()
  const store = useAppStoreApi()
  const { setCursor } = useActions()
  const { label } = messages.reading.layers
  if (model.layers.length < 2) return null
  const options = model.layers.map((candidate) => ({ value: candidate.name, label: layerTitle(messages, candidate) }))
  const show = (name: string): void => {
    const next = model.layers.find((candidate) => candidate.name === name) ?? null
    // Units of another layer have nothing to do with those of this one.
    setCursor({ layer: name, step: sameStep(layer, next, store.getState().cursor.step), unit: null, signal: null, playing: false })
  }
  return (
    <div className={styles.picker}>
      <Segmented className={styles.wide} label={label} value={layer.name} options={options} onValueChange={show} />
      <Select className={styles.narrow} aria-label={label} value={layer.name} options={options} onValueChange={show} />
    </div>
  )
}
