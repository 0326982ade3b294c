import { useId, useMemo } from 'react'
import { describeModel } from '../../nn/spec/describe'
import { frozenIn, learningLayers } from '../../nn/spec/frozen'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { useAppStore } from '../kit/store'
import type { RunSettingsProps } from './run-settings-props'
import choice from '../kit/Choice.module.css'
import fold from '../kit/Fold.module.css'
import styles from './FrozenSettings.module.css'

/** Which layers of the page's network learn: folded away, with what is set in the line that stays. */
export function FrozenSettings({ settings, locked = false, onChange }: RunSettingsProps) {
  const { frozen: words, settings: settingsWords } = useMessages().training
  const spec = useAppStore((state) => state.model?.spec ?? null)
  const label = useId()
  const description = useMemo(() => (spec === null ? null : describeModel(spec)), [spec])
  if (description === null) return null
  const layers = learningLayers(description)
  const frozen = frozenIn(description, settings.frozen)
  const inForce = frozen.length === 0 ? words.all : words.without(frozen.join(words.separator))
  return (
    <details>
      <summary className={fold.summary}>
        <span>{words.title}</span>
        <span className={fold.inForce}>{inForce}</span>
      </summary>
      <fieldset className={fold.content}>
        <legend className="visually-hidden">{words.title}</legend>
        <p className={fold.lead}>{words.lead}</p>
        {locked && <p className={fold.lead}>{settingsWords.locked}</p>}
        <div className={choice.choice}>
          <span id={label} className={choice.label}>
            {words.label}
          </span>
          <div className={styles.layers} role="group" aria-labelledby={label}>
            {layers.map((name) => {
              const learns = !frozen.includes(name)
              const isLast = learns && frozen.length === layers.length - 1
              return (
                <Button
                  key={name}
                  small
                  className={styles.layer}
                  aria-pressed={learns}
                  unavailable={locked || isLast}
                  title={isLast ? words.last : undefined}
                  onClick={() => onChange({ frozen: learns ? [...frozen, name] : frozen.filter((other) => other !== name) })}
                >
                  {name}
                </Button>
              )
            })}
          </div>
        </div>
      </fieldset>
    </details>
  )
}
