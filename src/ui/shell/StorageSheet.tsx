import { useCallback, useEffect, useState } from 'react'
import { isUnderWay } from '../../state/run-state'
import { keptKinds, type KeptKind, type StorageUsage } from '../../state/storage/browser-storage'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import { Fact, Facts, SheetActions, SheetText, SheetTitle } from './Status'

/** Everything that is pressed twice to be done: once to ask, once to do it. */
type Asked = KeptKind | 'everything' | null

/** What this browser keeps of the page, how much, and how to be rid of it. */
export function StorageSheet() {
  const words = useMessages().shell.storage
  const actions = useActions()
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const runs = useAppStore((state) => state.runs.runs.length)
  const models = useAppStore((state) => state.shelf.models.length)
  const hand = useAppStore((state) => state.hand.drawings.length)
  const [usage, setUsage] = useState<StorageUsage | null>(null)
  const [asked, setAsked] = useState<Asked>(null)
  const look = useCallback(() => actions.storageUsage().then(setUsage), [actions])

  useEffect(() => {
    void actions.loadRuns()
    void actions.loadShelf()
    void actions.loadHand()
    void actions.storageUsage().then(setUsage)
  }, [actions])

  const press = async (what: Exclude<Asked, null>): Promise<void> => {
    if (asked !== what) return setAsked(what)
    setAsked(null)
    await actions.forget(what)
    await look()
  }
  return (
    <>
      <SheetTitle>{words.title}</SheetTitle>
      <SheetText>{words.about}</SheetText>
      <UsageFacts usage={usage} runs={runs} models={models} hand={hand} />
      {usage?.isPersisted === false && (
        <SheetActions>
          <Button onClick={() => void actions.persistStorage().then(look)}>{words.persist}</Button>
        </SheetActions>
      )}
      <SheetActions>
        {[...keptKinds, 'everything' as const].map((what) => (
          <Button key={what} small disabled={isTraining} onClick={() => void press(what)}>
            {asked === what ? words.sure[what] : words.forget[what]}
          </Button>
        ))}
      </SheetActions>
      <SheetText>{isTraining ? words.locked : words.help}</SheetText>
    </>
  )
}

interface UsageFactsProps {
  readonly usage: StorageUsage | null
  readonly runs: number
  readonly models: number
  readonly hand: number
}

function UsageFacts({ usage, runs, models, hand }: UsageFactsProps) {
  const words = useMessages().shell.storage
  const format = useFormat()
  const { bytes, quota, isPersisted } = usage ?? { bytes: null, quota: null, isPersisted: null }
  return (
    <Facts>
      <Fact name={words.used}>{bytes === null ? words.unknown : format.bytes(bytes)}</Fact>
      {quota !== null && <Fact name={words.quota}>{format.bytes(quota)}</Fact>}
      <Fact name={words.runs}>{format.integer(runs)}</Fact>
      <Fact name={words.models}>{format.integer(models)}</Fact>
      <Fact name={words.hand}>{format.integer(hand)}</Fact>
      {isPersisted !== null && <Fact name={words.duration}>{isPersisted ? words.forGood : words.untilNeeded}</Fact>}
    </Facts>
  )
}
