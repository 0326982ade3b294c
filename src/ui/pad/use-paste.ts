import { useEffect } from 'react'
import { useActions } from '../kit/store'
import { isTextField } from '../kit/text-field'

/** Puts a picture on the pad that the visitor pastes anywhere on the page, except where text is typed. */
export function usePaste(): void {
  const { putOnPad } = useActions()
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const [file] = event.clipboardData?.files ?? []
      if (file === undefined || isTextField(event.target)) return
      event.preventDefault()
      putOnPad({ file })
    }
    addEventListener('paste', onPaste)
    return () => removeEventListener('paste', onPaste)
  }, [putOnPad])
}
