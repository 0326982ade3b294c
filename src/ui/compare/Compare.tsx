import { useEffect } from 'react'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import { View } from '../kit/View'
import styles from './Compare.module.css'
import { Differences } from './Differences'
import { Race } from './race/Race'
import { RunCurves } from './RunCurves'
import { RunList } from './RunList'
import { RunNotes } from './RunNotes'

/** The runs that are kept: their curves over each other, what differs between them, and the list of all. */
export function Compare() {
  const { compare: words } = useMessages()
  const { loadRuns } = useActions()
  useEffect(() => void loadRuns(), [loadRuns])
  return (
    <View title={words.title} lead={words.lead} gap="sections">
      <Race />
      <RunNotes />
      <Runs />
    </View>
  )
}

function Runs() {
  const { compare: words } = useMessages()
  const { setTab } = useActions()
  const state = useAppStore((store) => store.runs.state)
  const isEmpty = useAppStore((store) => store.runs.runs.length === 0)
  if (!isEmpty) {
    return (
      <>
        <RunCurves />
        <RunList />
        <Differences />
      </>
    )
  }
  const train = (): void => {
    setTab('train')
    // What was pressed is gone with its view.
    document.getElementById('main')?.focus()
  }
  if (state !== 'ready') return <p className={styles.note}>{words.loading}</p>
  return (
    <div className={styles.empty}>
      <p className={styles.note}>{words.empty}</p>
      <Button onClick={train}>{words.toTraining}</Button>
    </div>
  )
}
