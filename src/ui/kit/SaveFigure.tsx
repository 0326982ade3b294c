import { Download } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from './Button'
import { pictureOf, type PictureHead } from './figure-picture'
import { fileName } from './file-name'
import { useMessages } from './messages/messages'
import styles from './SaveFigure.module.css'
import { useActions } from './store'

export interface SaveFigureProps {
  /** What the figures are of, for names of files. */
  readonly name: readonly string[]
  /** What is painted. */
  readonly figure: RefObject<HTMLElement | null>
  /** Asked for when a picture is made. */
  readonly head: () => PictureHead
  /** The values, as a file; asked for when they are saved. */
  readonly table: () => Uint8Array<ArrayBuffer>
  /** There is nothing to save. */
  readonly isEmpty: boolean
}

/** Two buttons under figures: their values, and what they look like. */
export function SaveFigure({ name, figure, head, table, isEmpty }: SaveFigureProps) {
  const { save } = useMessages().shell
  const { saveFile, showError } = useActions()
  const savePicture = async (root: HTMLElement): Promise<void> => {
    try {
      saveFile(fileName(name, 'png'), await pictureOf(root, head()))
    } catch (error) {
      showError(error)
    }
  }
  return (
    <div className={styles.save} role="group" aria-label={save.label}>
      <Button small unavailable={isEmpty} onClick={() => saveFile(fileName(name, 'csv'), table())}>
        <Download aria-hidden />
        <span>{save.values}</span>
      </Button>
      <Button small unavailable={isEmpty} onClick={() => figure.current && void savePicture(figure.current)}>
        <Download aria-hidden />
        <span>{save.picture}</span>
      </Button>
    </div>
  )
}
