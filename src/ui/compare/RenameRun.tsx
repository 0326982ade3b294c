import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { MOST_LETTERS } from '../../state/runs/kept-run'
import { Button } from '../kit/Button'
import { Field } from '../kit/Field'
import { IconButton } from '../kit/IconButton'
import { useMessages } from '../kit/messages/messages'
import { Popover, PopoverClose } from '../kit/Popover'
import { useActions } from '../kit/store'
import { TextField } from '../kit/TextField'
import styles from './RunList.module.css'

/** A button that asks for another name, in a sheet of its own: the list stays as it is. */
export function RenameRun({ id, name }: { readonly id: string; readonly name: string }) {
  const { list: words } = useMessages().compare
  return (
    <Popover
      align="start"
      title={words.rename(name)}
      trigger={
        <IconButton small label={words.rename(name)}>
          <Pencil aria-hidden />
        </IconButton>
      }
    >
      <NameForm id={id} name={name} />
    </Popover>
  )
}

function NameForm({ id, name }: { readonly id: string; readonly name: string }) {
  const { list: words } = useMessages().compare
  const { renameRun } = useActions()
  const [typed, setTyped] = useState(name)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <div className={styles.nameForm}>
      <Field label={words.newName(name)}>
        <TextField
          value={typed}
          maxLength={MOST_LETTERS}
          onFocus={(event) => event.currentTarget.select()}
          onValueChange={setTyped}
          // The button closes the sheet, by a pointer and by a key.
          onKeyDown={(event) => event.key === 'Enter' && button.current?.click()}
        />
      </Field>
      <PopoverClose>
        <Button ref={button} onClick={() => void renameRun(id, typed)}>
          {words.take}
        </Button>
      </PopoverClose>
    </div>
  )
}
