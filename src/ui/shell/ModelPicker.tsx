import { useMemo } from 'react'
import { formatShape } from '../../core/tensor'
import { describeModel } from '../../nn/spec/describe'
import { type Preset, presets } from '../../nn/spec/presets'
import { originOf } from '../../state/model-origin'
import { findTrained } from '../../state/trained-models'
import type { ModelInfo } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { describeModelInUse } from '../kit/model-words'
import { useFormat, useMessages } from '../kit/messages/messages'
import { PopoverClose } from '../kit/Popover'
import { useActions, useAppStore } from '../kit/store'
import styles from './ModelPicker.module.css'

export interface ModelPickerProps {
  /** A run holds the model. */
  readonly disabled: boolean
}

/**
 * Every preset with what it teaches, its size and its shapes; pressing one puts its model in place of the one before. Where the page comes
 * with trained weights they are what a press opens, with their accuracy; a second button begins with fresh ones.
 */
export function ModelPicker({ disabled }: ModelPickerProps) {
  const messages = useMessages().shell.model
  const { pickPreset } = useActions()
  const current = useAppStore(({ model }) => model)
  return (
    <section className={styles.picker} aria-labelledby="model-picker-title">
      <h3 id="model-picker-title" className={styles.title}>
        {messages.picker}
      </h3>
      {disabled && <p className={styles.note}>{messages.locked}</p>}
      <p id="start-fresh-help" className={styles.note}>
        {messages.startFreshHelp}
      </p>
      <ul className={styles.list}>
        {Object.values(presets).map((preset) => (
          <li key={preset.name} className={styles.item}>
            <PopoverClose>
              <button
                type="button"
                className={styles.preset}
                aria-current={preset.name === current?.name || undefined}
                disabled={disabled}
                onClick={() => void pickPreset(preset.name)}
              >
                <PresetFacts preset={preset} inUse={preset.name === current?.name ? current : null} />
              </button>
            </PopoverClose>
            {findTrained(preset.name) && (
              <PopoverClose>
                <Button
                  small
                  className={styles.fresh}
                  disabled={disabled}
                  aria-label={messages.startFreshWith(preset.name)}
                  aria-describedby="start-fresh-help"
                  onClick={() => void pickPreset(preset.name, 'fresh')}
                >
                  {messages.startFresh}
                </Button>
              </PopoverClose>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** @param inUse  the model on the page, where it is of this preset */
function PresetFacts({ preset, inUse }: { readonly preset: Preset; readonly inUse: ModelInfo | null }) {
  const words = useMessages()
  const messages = words.shell.model
  const format = useFormat()
  const { input, layers, parameterCount } = useMemo(() => describeModel(preset.spec), [preset])
  const trained = findTrained(preset.name)
  return (
    <>
      <span className={styles.head}>
        <strong className={styles.name}>{preset.name}</strong>
        <span className={styles.size}>{messages.parameters(format.integer(parameterCount))}</span>
      </span>
      <span className={styles.lesson}>{messages.lessons[preset.name] ?? preset.teaches}</span>
      <span className={styles.shapes}>
        {[formatShape(input), ...layers.map(({ name, output }) => `${name} ${formatShape(output)}`)].join(' → ')}
      </span>
      {inUse !== null && originOf(inUse) !== 'page' && (
        <span className={styles.inUse}>{messages.onThePage(describeModelInUse(inUse, words, format))}</span>
      )}
      <span className={styles.state} data-trained={trained !== null || undefined}>
        {trained === null ? messages.untrained : messages.pretrained(format.percent(trained.testAccuracy), messages.epochs(trained.epochs))}
      </span>
    </>
  )
}
