import { Presentation } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../kit/IconButton'
import { useMessages } from '../kit/messages/messages'
import styles from './Present.module.css'

/**
 * The page for a lecture hall: letters for the last row, nothing that only helps whoever sits before the screen, the whole screen where the browser gives
 * it. What looks otherwise is in `kit/present.css`. It lasts until it is left.
 */
export function PresentButton() {
  const { present: words } = useMessages().shell
  const [isOn, setOn] = useState(false)

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // The key's place, because Option makes another letter of it on a Mac.
      if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.code !== 'KeyP') return
      event.preventDefault()
      setOn((now) => !now)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])

  useEffect(() => {
    if (!isOn) return
    return present(() => setOn(false))
  }, [isOn])

  return (
    <IconButton
      className={styles.button}
      label={isOn ? words.leave : words.begin}
      hint={isOn ? words.leaveHint : words.hint}
      aria-pressed={isOn}
      aria-keyshortcuts="Alt+Shift+P"
      onClick={() => setOn(!isOn)}
    >
      <Presentation aria-hidden />
    </IconButton>
  )
}

/**
 * @param leave  called when the visitor leaves it by Escape or leaves full screen
 * @returns      ends it
 */
function present(leave: () => void): () => void {
  const root = document.documentElement
  root.toggleAttribute('data-presenting', true)
  const end = new AbortController()
  const { signal } = end
  // A popover, dialog, tour or pen takes the key first.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
    event.preventDefault()
    leave()
  }
  addEventListener('keydown', onKeyDown, { signal })
  const onChange = (): void => {
    if (document.fullscreenElement === null) leave()
  }
  document.addEventListener('fullscreenchange', onChange, { signal })
  // Where the browser does not give the screen, the window is enough.
  if (document.fullscreenEnabled && document.fullscreenElement === null) root.requestFullscreen().catch(() => undefined)
  return () => {
    end.abort()
    root.toggleAttribute('data-presenting', false)
    if (document.fullscreenElement === root) document.exitFullscreen().catch(() => undefined)
  }
}
