import { type ReactNode, useRef } from 'react'
import { Button } from './Button'

export interface FilePickerProps {
  readonly accept: string
  readonly multiple?: boolean
  readonly disabled?: boolean
  /** Takes a folder with all that is in it. */
  readonly folder?: boolean
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}

/** A button that opens the system's dialogue for files. */
export function FilePicker({ accept, multiple = false, disabled = false, folder = false, onFiles, children }: FilePickerProps) {
  const inputRef = useRef<HTMLInputElement>(null)
  const open = (): void => {
    const input = inputRef.current
    if (input === null) return
    // React has no property for it.
    input.webkitdirectory = folder
    input.click()
  }
  return (
    <>
      <Button disabled={disabled} onClick={open}>
        {children}
      </Button>
      <input
        ref={inputRef}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // So that choosing the same file again is a change too.
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </>
  )
}
