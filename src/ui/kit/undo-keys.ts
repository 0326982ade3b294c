import { latinKey } from './latin-key'
import { isTextField } from './text-field'

/** What Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y ask for, except where text is typed; null for any other key. */
export function undoKeyOf(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return null
  const key = latinKey(event)
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  return key === 'y' ? 'redo' : null
}
