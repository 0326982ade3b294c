import { useEffect } from 'react'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { useActions, useAppStore } from '../kit/store'
import { View } from '../kit/View'
import styles from './Compare.module.css'
import { Differences } from './Differences'
import { Race } from './race/Race'
import { RunCurves } from './RunCurves'
import { RunList } from './RunList'
import { RunNotes } from './RunNotes'

/** The runs that are kept: the list of all, their curves over each other, and what differs between them; below them the race, which makes new ones. */
export function Compare() {
  const { compare: words } = useMessages()
  const { loadRuns } = useActions()
  useEffect(() => void loadRuns(), [loadRuns])
  return (
    <View title={words.title} lead={words.lead}>
      <RunNotes />
      <Runs />
      <Race />
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
        <RunList />
        <RunCurves />
        <Differences />
      </>
    )
  }
  const train = (): void => {
    setTab('train')
    // What was pressed is gone with its view.
    document.getElementById('main')?.focus()
  }
  if (state !== 'ready') return <p className={section.lead}>{words.loading}</p>
  return (
    <div className={styles.empty}>
      <p className={section.lead}>{words.empty}</p>
      <Button onClick={train}>{words.toTraining}</Button>
    </div>
  )
}
