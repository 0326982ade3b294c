import { useMemo, useState } from 'react'
import { toInk } from '../../../core/images'
import { isSameTask, pixelCount, taskOf, type PictureSize } from '../../../core/task'
import type { NamingId } from '../../../data/own/names'
import { taskFor } from '../../../data/own/names'
import { transformed } from '../../../data/own/transform'
import type { Understanding } from '../../../data/own/understanding'
import { isUnderWay } from '../../../state/run-state'
import { Button } from '../../kit/Button'
import { Dialog } from '../../kit/Dialog'
import { Field } from '../../kit/Field'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { Segmented } from '../../kit/Segmented'
import { Select } from '../../kit/Select'
import { useActions, useAppStore } from '../../kit/store'
import { Thumbnail } from '../../kit/Thumbnail'
import styles from './OwnDataDialog.module.css'

/** What was understood of files, before they take the place of the data in use. */
export function OwnDataDialog({ look }: { readonly look: Understanding }) {
  const words = useMessages()
  const messages = words.shell.ownData
  const format = useFormat()
  const { takeData, leaveData } = useActions()
  const [isTransposed, setTransposed] = useState(false)
  const [naming, setNaming] = useState<NamingId>(look.naming)
  const model = useAppStore((state) => state.model)
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const { trainCount, testCount, size, namings } = look
  const labels = namings.find(({ id }) => id === naming)?.labels ?? []
  const isOther = useMemo(() => {
    const keys = look.namings.find(({ id }) => id === 'files')?.labels ?? []
    const input = isTransposed ? { height: size.width, width: size.height } : size
    return model !== null && !isSameTask(taskOf(model.spec), taskFor(naming, keys, input))
  }, [look, model, naming, isTransposed, size])

  return (
    <Dialog
      title={messages.title(look.title, format.integer(trainCount + testCount))}
      description={
        <>
          <p>{messages.split[look.split](format.integer(trainCount), format.integer(testCount))}</p>
          <p>
            {messages.facts(
              messages.forms[look.form],
              `${size.height}×${size.width}`,
              format.integer(labels.length),
              format.bytes(look.bytes),
            )}
          </p>
        </>
      }
      onClose={leaveData}
    >
      <Samples look={look} labels={labels} isTransposed={isTransposed} />
      <div className={styles.choices}>
        <Field label={messages.orientation} help={look.liesOnItsSide ? messages.lying : undefined}>
          <Segmented
            label={messages.orientation}
            value={isTransposed ? 'transposed' : 'as-is'}
            options={[
              { value: 'as-is', label: messages.asIs },
              { value: 'transposed', label: messages.transposed },
            ]}
            onValueChange={(value) => setTransposed(value === 'transposed')}
          />
        </Field>
        {namings.length > 1 && (
          <Field label={messages.names}>
            <Select
              value={naming}
              options={namings.map(({ id }) => ({ value: id, label: messages.namings[id] }))}
              onValueChange={(id) => setNaming(id)}
            />
          </Field>
        )}
      </div>
      <details className={styles.classes}>
        <summary>{messages.classes(format.integer(labels.length))}</summary>
        <ul>
          {labels.map((label, place) => (
            <li key={label}>
              <b>{`${label} `}</b>
              <span className="tabular">
                {messages.count(format.integer(look.counts[place]?.train ?? 0), format.integer(look.counts[place]?.test ?? 0))}
              </span>
            </li>
          ))}
        </ul>
      </details>
      <ul className={styles.remarks}>
        {look.isTurned && <li>{messages.turned}</li>}
        {look.isLarge && <li>{messages.large}</li>}
        {look.remarks.map((remark) => (
          <li key={remark.kind}>{messages.remark(remark, format.integer)}</li>
        ))}
        {isOther && <li>{messages.freshNetwork(format.integer(labels.length))}</li>}
      </ul>
      <div className={styles.actions}>
        <Button variant="primary" unavailable={isTraining} onClick={() => void takeData({ isTransposed, naming })}>
          {messages.take}
        </Button>
        <Button onClick={leaveData}>{messages.cancel}</Button>
      </div>
    </Dialog>
  )
}

interface SamplesProps {
  readonly look: Understanding
  readonly labels: readonly string[]
  readonly isTransposed: boolean
}

/** Sixteen pictures as they will be read. */
function Samples({ look: { samples, size }, labels, isTransposed }: SamplesProps) {
  const messages = useMessages().shell.ownData
  const shown: PictureSize = isTransposed ? { height: size.width, width: size.height } : size
  const pictures = useMemo(() => {
    const pixels = pixelCount(size)
    const levels = transformed(samples.levels, size, { isTurned: false, isTransposed, size: shown })
    return samples.labels.map((label, place) => ({ label, image: toInk(levels.subarray(place * pixels, (place + 1) * pixels)) }))
    // `shown` follows from the others.
    // oxlint-disable-next-line react/exhaustive-deps -- a new object each time
  }, [samples, size, isTransposed])
  return (
    <ul className={styles.samples} aria-label={messages.samples}>
      {pictures.map(({ label, image }, place) => (
        <li key={place}>
          <Thumbnail image={image} size={shown} />
          <span>{labels[label]}</span>
        </li>
      ))}
    </ul>
  )
}
