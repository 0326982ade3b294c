import { useMemo, useSyncExternalStore } from 'react'
import { describeWhoAnswers } from '../kit/model-words'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useAppStore, useAppStoreApi } from '../kit/store'
import styles from './WhoAnswers.module.css'

/** Name, origin, step and accuracy of the model that answers. It has its place before there is one, follows a run, and renders only when its words change. */
export function WhoAnswers() {
  const store = useAppStoreApi()
  const words = useMessages()
  const format = useFormat()
  const name = useAppStore(({ model }) => model?.name ?? null)
  const phrase = useMemo(
    () => () => {
      const state = store.getState()
      return state.model === null ? '' : describeWhoAnswers(state, state.model, words, format)
    },
    [store, words, format],
  )
  const what = useSyncExternalStore(store.subscribe, phrase, phrase)
  return (
    <p className={styles.who} data-testid="who-answers">
      {name !== null && <strong className={styles.name}>{name}</strong>}
      <span>{what}</span>
    </p>
  )
}
