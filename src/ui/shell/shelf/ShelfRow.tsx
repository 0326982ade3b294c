import { Copy, Download, Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { MOST_LETTERS } from '../../../state/runs/kept-run'
import type { ShelfModel } from '../../../state/shelf/shelf-state'
import { IconButton } from '../../kit/IconButton'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { PopoverClose } from '../../kit/Popover'
import { useActions } from '../../kit/store'
import { TextField } from '../../kit/TextField'
import { describeAccuracy, describeTraining } from '../../kit/model-words'
import picker from '../ModelPicker.module.css'
import styles from './Shelf.module.css'
import { SmallCurve } from './SmallCurve'

export interface ShelfRowProps {
  readonly model: ShelfModel
  /** A run holds the model of the page. */
  readonly disabled: boolean
}

/** A model of the shelf; pressing it makes it the page's own. */
export function ShelfRow({ model: kept, disabled }: ShelfRowProps) {
  const words = useMessages().shell.shelf
  const actions = useActions()
  const [isRenaming, setRenaming] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const { id, name } = kept
  const endRenaming = (typed: string | null): void => {
    setRenaming(false)
    if (typed !== null) void actions.renameShelfModel(id, typed)
    // The field goes; the keyboard stays at the model.
    setTimeout(() => pencil.current?.focus())
  }
  return (
    <li className={styles.item} data-model={name}>
      {isRenaming ? (
        <NameField name={name} onEnd={endRenaming} />
      ) : (
        <PopoverClose>
          <button type="button" className={picker.preset} disabled={disabled} onClick={() => void actions.openShelfModel(id)}>
            <ModelFacts kept={kept} />
          </button>
        </PopoverClose>
      )}
      <div className={styles.tools}>
        <IconButton ref={pencil} small label={words.rename(name)} onClick={() => setRenaming(true)}>
          <Pencil aria-hidden />
        </IconButton>
        <IconButton small label={words.duplicate(name)} onClick={() => void actions.duplicateShelfModel(id)}>
          <Copy aria-hidden />
        </IconButton>
        <IconButton small label={words.download(name)} onClick={() => void actions.downloadShelfModel(id)}>
          <Download aria-hidden />
        </IconButton>
        <IconButton small label={words.remove(name)} onClick={() => void actions.deleteShelfModel(id)}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
    </li>
  )
}

function ModelFacts({ kept: { name, model, bytes, saved, curve } }: { readonly kept: ShelfModel }) {
  const words = useMessages()
  const format = useFormat()
  return (
    <>
      <span className={styles.row}>
        <strong className={styles.name}>{name}</strong>
        <SmallCurve values={curve} />
      </span>
      <span className={styles.fact}>{words.shell.model.parameters(format.integer(model.parameterCount))}</span>
      <span className={styles.fact}>{describeTraining(model, words)}</span>
      {model.testAccuracy !== null && <span className={styles.accuracy}>{describeAccuracy(model, words, format)}</span>}
      <span className={styles.fact}>{words.shell.shelf.savedAt(format.date(saved), format.bytes(bytes))}</span>
    </>
  )
}

interface NameFieldProps {
  readonly name: string
  /** @param typed  null where nothing is to change */
  readonly onEnd: (typed: string | null) => void
}

function NameField({ name, onEnd }: NameFieldProps) {
  const words = useMessages().shell.shelf
  const [typed, setTyped] = useState(name)
  return (
    <TextField
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of the button that was pressed
      autoFocus
      data-own-escape
      aria-label={words.newName(name)}
      value={typed}
      maxLength={MOST_LETTERS}
      onFocus={(event) => event.currentTarget.select()}
      onValueChange={setTyped}
      onBlur={() => onEnd(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onEnd(typed)
        if (event.key === 'Escape') onEnd(null)
      }}
    />
  )
}
