import { useEffect, useState } from 'react'
import { DroppedError, type DropProblem, listed, readDrop } from '../../data/dropped'
import { loadPart } from '../../core/load-part'
import { useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'
import styles from './DropZone.module.css'

/** Takes what is dropped anywhere on the page: a model, data, a picture for the pad, or folders with these. Without it the browser would leave the page. */
export function DropZone() {
  const messages = useMessages().shell.data
  const { openModel, loadDataFiles, lookAtData, putOnPad, importHand, setTab, showError } = useActions()
  const [isOver, setIsOver] = useState(false)

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    /** Something of the page itself is being dragged, a link or marked words, and means nothing anywhere. */
    let isOwn = false
    const onDragStart = () => {
      isOwn = true
    }
    const onDragEnd = () => {
      isOwn = false
    }
    // Whatever is dropped, the browser must not leave the page to show it.
    const onDrag = (event: DragEvent) => {
      event.preventDefault()
      setIsOver(event.dataTransfer?.types.includes('Files') === true)
    }
    const onLeave = (event: DragEvent) => {
      // Moving between elements leaves one for another; leaving the window leaves for nothing.
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      event.preventDefault()
      setIsOver(false)
      if (event.dataTransfer === null) return
      const hasFiles = event.dataTransfer.types.includes('Files')
      if (hasFiles || !isOwn) take(readDrop(event.dataTransfer)).catch(showError)
    }
    const tell = (problem: DropProblem) => showError(new DroppedError(problem))
    const take = async (dropped: ReturnType<typeof readDrop>) => {
      const { files, problems } = await dropped
      if (files.length === 0 && problems.length === 0) return tell({ kind: 'noFiles' })
      const { sortDropped } = await loadPart(() => import('../../data/sort-dropped'))
      const { model, picture, data, own, hand, leftOut } = await sortDropped(files)
      if (model) void openModel(model)
      if (picture) putOnPad({ file: picture })
      if (data.length > 0) void loadDataFiles(data)
      if (own.length > 0) void lookAtData(own)
      for (const file of hand) void importHand(file)
      if (hand.length > 0) setTab('hand')
      for (const problem of problems) tell(problem)
      if (leftOut.length > 0) tell({ kind: 'leftOut', ...listed(leftOut) })
    }
    addEventListener('dragstart', onDragStart, { signal })
    addEventListener('dragend', onDragEnd, { signal })
    addEventListener('dragenter', onDrag, { signal })
    addEventListener('dragover', onDrag, { signal })
    addEventListener('dragleave', onLeave, { signal })
    addEventListener('drop', onDrop, { signal })
    return () => listening.abort()
  }, [openModel, loadDataFiles, lookAtData, putOnPad, importHand, setTab, showError])

  return isOver ? (
    <div className={styles.zone}>
      <p>{messages.dropHere}</p>
    </div>
  ) : null
}
