import { useEffect } from 'react'
import { isMadeSet } from '../../data/sets/registry'
import type { DataState } from '../../state/app-state'
import { choiceInUse, choiceLabel, dataChoices, describeShares, requestFor, withHand } from '../kit/data-choices'
import type { Format } from '../kit/format'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { Segmented } from '../kit/Segmented'
import { setWords } from '../kit/set-words'
import { useActions, useAppStore } from '../kit/store'
import styles from '../kit/Choice.module.css'
import { classes } from '../kit/classes'
import own from './DataChoice.module.css'
import { MixedIn } from './MixedIn'

/** Which digits the page learns from: a set, or a mixture and its size. */
export function DataChoice({ locked }: { readonly locked: boolean }) {
  const messages = useMessages()
  const { settings } = messages.training
  const format = useFormat()
  const data = useAppStore((state) => state.data)
  const { loadData, loadHand } = useActions()
  const hand = useAppStore((state) => state.hand.drawings)
  useEffect(() => void loadHand(), [loadHand])
  const chosen = choiceInUse(data.info)
  const shown = chosen?.id ?? otherChoice(data.info)
  const load = (id: string): void => {
    if (id === 'own') return void loadData({ kind: 'own' })
    if (id === 'hand') return void loadData(withHand(data.info?.kind === 'built-in' ? 'built-in' : 'mnist', hand))
    const choice = dataChoices.find((one) => one.id === id)
    if (choice) void loadData(requestFor(choice))
  }

  return (
    <div className={styles.choice}>
      <span className={styles.label} aria-hidden>
        {settings.data}
      </span>
      <Segmented
        label={settings.data}
        value={shown}
        options={[
          ...dataChoices.map((choice) => ({ value: choice.id, label: choiceLabel(choice, messages) })),
          ...(data.own === null ? [] : [{ value: 'own', label: data.own }]),
          ...(hand.length === 0 ? [] : [{ value: 'hand', label: messages.sets.hand.mixedShort }]),
        ]}
        disabled={locked || data.loading !== null}
        onValueChange={load}
        onChosenAgain={() => {
          if (data.info === null) load(shown)
        }}
      />
      {chosen?.mixedIn && data.info && <MixedIn choice={chosen} info={data.info} disabled={locked} />}
      <span className={classes(styles.help, own.told)} aria-live="polite" data-testid="training-data">
        {describeData(data, messages, format)}
      </span>
    </div>
  )
}

/** What is in use, where it is none of the sets that the page comes with; before anything is, what Start loads. */
function otherChoice(info: DataState['info']): string {
  if (info?.also?.some(({ kind }) => kind === 'hand') === true) return 'hand'
  return info?.kind === 'own' ? 'own' : dataChoices[0]!.id
}

function describeData({ info, loading, failures }: DataState, messages: Messages, format: Format): string {
  const { training, sets, shell } = messages
  const { settings } = training
  if (loading !== null) return settings.loading(format.percent(loading.receivedBytes / Math.max(1, loading.totalBytes), 0))
  if (info === null) return settings.notLoaded
  const { name, share } = setWords(info.kind, sets, info.title)
  const [train, test] = [format.integer(info.trainCount), format.integer(info.testCount)]
  if (info.also) return settings.inUseMixed(describeShares(info, messages, format.integer), train, share(test))
  const inUse = settings.inUse(name, train, test)
  return isMadeSet(info.kind) && failures.length > 0 ? shell.sentences([settings.passedOver, inUse]) : inUse
}
