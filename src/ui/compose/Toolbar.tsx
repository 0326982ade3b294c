import { Redo2, Undo2 } from 'lucide-react'
import { presets, type PresetName } from '../../nn/spec/presets'
import type { Beginning, Composition } from '../../state/composition'
import { Field } from '../kit/Field'
import { IconButton } from '../kit/IconButton'
import { useMessages } from '../kit/messages/messages'
import { Select } from '../kit/Select'
import { useActions } from '../kit/store'
import { TextField } from '../kit/TextField'
import styles from './Toolbar.module.css'

const MOST_LETTERS = 60

/** What a composition begins with, what it is called, and the way back. */
export function Toolbar({ composition: { draft, past, future } }: { readonly composition: Composition }) {
  const { compose: words } = useMessages()
  const { compose, editDraft, undoEdit, redoEdit } = useActions()
  const presetNames = Object.keys(presets).filter((name): name is PresetName => name in presets)
  const options: readonly { value: Beginning | ''; label: string; disabled?: boolean }[] = [
    { value: '', label: words.beginnings.choose, disabled: true },
    { value: 'empty', label: words.beginnings.empty },
    { value: 'current', label: words.beginnings.current },
    ...presetNames.map((name) => ({ value: name, label: name })),
  ]
  return (
    <div className={styles.toolbar}>
      <Field label={words.beginWith} className={styles.field ?? ''}>
        <Select value="" options={options} onValueChange={(beginning) => beginning !== '' && compose(beginning)} />
      </Field>
      <Field label={words.name} className={styles.field ?? ''}>
        <TextField value={draft.name} maxLength={MOST_LETTERS} onValueChange={(name) => editDraft({ name }, 'name')} />
      </Field>
      <div className={styles.history}>
        <IconButton label={words.undo} unavailable={past.length === 0} onClick={undoEdit}>
          <Undo2 aria-hidden />
        </IconButton>
        <IconButton label={words.redo} unavailable={future.length === 0} onClick={redoEdit}>
          <Redo2 aria-hidden />
        </IconButton>
      </div>
    </div>
  )
}
