import { X } from 'lucide-react'
import { IconButton } from '../../kit/IconButton'
import { useMessages } from '../../kit/messages/messages'
import { useActions, useAppStore } from '../../kit/store'
import type { ModelView } from '../../network/layers'
import styles from './Surgery.module.css'
import { holdWords } from './words'

/** What is held, each with a way to let go of it. */
export function HeldList({ model }: { readonly model: ModelView }) {
  const messages = useMessages()
  const { held } = messages.surgery
  const holds = useAppStore((state) => state.surgery.holds)
  const { setSurgery } = useActions()
  if (holds.length === 0) return null
  return (
    <ul className={styles.held} aria-label={held.label}>
      {holds.map((hold, place) => {
        const words = holdWords(messages, model.layers, hold)
        return (
          // Holds have no identity but their place: later ones count where two hold the same.
          <li key={`${place} ${words}`} className={styles.hold}>
            <span>{words}</span>
            <IconButton small label={held.letGo(words)} onClick={() => setSurgery({ holds: holds.filter((_, other) => other !== place) })}>
              <X aria-hidden />
            </IconButton>
          </li>
        )
      })}
    </ul>
  )
}
