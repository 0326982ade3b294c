import { useState } from 'react'
import {
  activeAugmentation,
  augmentationKinds,
  augmentationRanges,
  NO_AUGMENTATION,
  TYPICAL_AUGMENTATION,
  type Augmentation,
} from '../../nn/spec/augmentation'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { SliderField } from '../kit/SliderField'
import { AugmentationPreview } from './AugmentationPreview'
import styles from './AugmentationSettings.module.css'
import fold from '../kit/Fold.module.css'
import { strengthText } from './augmentation-text'
import type { RunSettingsProps } from './run-settings-props'

/** How a run deforms its digits: folded away, with what is set in the line that stays. */
export function AugmentationSettings({ settings: { augment, seed }, locked = false, onChange }: RunSettingsProps) {
  const { shell, training } = useMessages()
  const { augment: words, settings } = training
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const choose = (next: Augmentation) => onChange({ augment: next })
  const set = augmentationKinds.filter((kind) => augment[kind] > 0)
  const inForce = set.map((kind) => `${words.strengths[kind].label} ${strengthText(kind, augment[kind], words, format)}`)

  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={fold.summary}>
        <span>{words.title}</span>
        <span className={fold.inForce}>{activeAugmentation(augment) === null ? words.off : shell.list(inForce)}</span>
      </summary>
      <fieldset className={fold.content} disabled={locked}>
        <legend className="visually-hidden">{words.title}</legend>
        <p className={fold.lead}>{words.lead}</p>
        {locked && <p className={fold.lead}>{settings.locked}</p>}
        <div className={styles.strengths}>
          {augmentationKinds.map((kind) => (
            <SliderField
              key={kind}
              label={words.strengths[kind].label}
              value={augment[kind]}
              valueText={strengthText(kind, augment[kind], words, format)}
              {...augmentationRanges[kind]}
              disabled={locked}
              help={words.strengths[kind].help}
              onValueChange={(strength) => choose({ ...augment, [kind]: strength })}
            />
          ))}
          <div className={styles.shortcuts}>
            <Button small onClick={() => choose(TYPICAL_AUGMENTATION)}>
              {words.typical}
            </Button>
            <Button small variant="quiet" onClick={() => choose(NO_AUGMENTATION)}>
              {words.none}
            </Button>
          </div>
        </div>
        {isOpen && <AugmentationPreview augment={augment} seed={seed} />}
      </fieldset>
    </details>
  )
}
