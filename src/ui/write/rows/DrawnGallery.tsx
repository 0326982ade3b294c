import { useMemo } from 'react'
import type { DrawnRows } from '../../../state/rows/rows-state'
import type { DrawnPicture } from '../../../worker/protocol'
import { useFormat, useMessages } from '../../kit/messages/messages'
import section from '../../kit/Section.module.css'
import { useActions } from '../../kit/store'
import { InkCanvas } from './InkCanvas'
import styles from './Rows.module.css'

/** The pictures that were drawn at once; one of them is shown large. */
export function DrawnGallery({ drawn, chosen }: { readonly drawn: DrawnRows; readonly chosen: number }) {
  const { rows: words } = useMessages()
  const format = useFormat()
  const { pictures, kept, temperature, seed } = drawn
  const [at, from] = [format.decimal(temperature, 2), format.integer(seed)]
  return (
    <>
      <p className={section.lead} role="status">
        {kept === 0 ? words.drawn(at, from) : words.finished(format.integer(kept), at, from)}
      </p>
      <ul className={styles.gallery} aria-label={words.gallery} data-testid="drawn-pictures">
        {pictures.map((picture, index) => (
          <li key={index}>
            <PictureButton picture={picture} place={index} isChosen={index === chosen} />
          </li>
        ))}
      </ul>
    </>
  )
}

interface PictureButtonProps {
  readonly picture: DrawnPicture
  readonly place: number
  readonly isChosen: boolean
}

function PictureButton({ picture, place, isChosen }: PictureButtonProps) {
  const { rows: words } = useMessages()
  const format = useFormat()
  const { chooseRows } = useActions()
  const ink = useMemo(() => Float32Array.from(picture.picture), [picture])
  const nats = picture.nats.reduce((sum, value) => sum + value, 0)
  return (
    <button
      type="button"
      className={styles.picture}
      aria-pressed={isChosen}
      aria-label={words.picture(format.integer(place + 1), format.decimal(nats, 1))}
      onClick={() => chooseRows(place)}
    >
      <InkCanvas values={ink} scale="ink" rows={picture.nats.length} label={null} />
    </button>
  )
}
