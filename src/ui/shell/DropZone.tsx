import { useEffect, useState } from 'react'
import { isPictureFile } from '../../data/drawing'
import { useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import styles from './DropZone.module.css'

/** Takes files dropped anywhere on the page: a model, MNIST, or a picture for the pad. Without it the browser would leave the page to show the file. */
export function DropZone() {
  const messages = useMessages().shell.data
  const { openModel, loadDataFiles, putOnPad, showError } = useActions()
  const [isOver, setIsOver] = useState(false)

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const onDrag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(true)
    }
    const onLeave = (event: DragEvent) => {
      // Moving between elements leaves one for another; leaving the window leaves for nothing.
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setIsOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      take(files).catch(showError)
    }
    const take = async (files: readonly File[]) => {
      const model = files.find(isModelFile)
      if (model) void openModel(model)
      const others = await Promise.all(
        files.filter((file) => !isModelFile(file)).map(async (file) => ({ file, isPicture: await isPictureFile(file) })),
      )
      const picture = others.find(({ isPicture }) => isPicture)
      if (picture) putOnPad({ file: picture.file })
      const data = others.filter(({ isPicture }) => !isPicture).map(({ file }) => file)
      if (data.length > 0) void loadDataFiles(data)
    }
    addEventListener('dragenter', onDrag, { signal })
    addEventListener('dragover', onDrag, { signal })
    addEventListener('dragleave', onLeave, { signal })
    addEventListener('drop', onDrop, { signal })
    return () => listening.abort()
  }, [openModel, loadDataFiles, putOnPad, showError])

  return isOver ? (
    <div className={styles.zone}>
      <p>{messages.dropHere}</p>
    </div>
  ) : null
}

function isModelFile(file: File): boolean {
  return file.name.toLowerCase().endsWith('.safetensors')
}
