import { type ReactNode, useRef } from 'react'
import { Button } from './Button'

export interface FilePickerProps {
  readonly accept: string
  readonly multiple?: boolean
  readonly disabled?: boolean
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}

/** A button that opens the system's dialogue for files. */
export function FilePicker({ accept, multiple = false, disabled = false, onFiles, children }: FilePickerProps) {
  const inputRef = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button disabled={disabled} onClick={() => inputRef.current?.click()}>
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
