import { useEffect, useRef } from 'react'
import type { Store } from '../../state/app-state'
import { formatFor } from '../kit/format'
import { messagesFor } from '../kit/messages/messages'
import { useAppStoreApi } from '../kit/store'
import { describeAccuracy, describeTraining } from '../kit/model-words'

/** Tells a screen reader what becomes of a preset that was picked, and is silent about every other change of the model. */
export function SpokenPick() {
  const api = useAppStoreApi()
  const output = useRef<HTMLOutputElement>(null)
  useEffect(
    () =>
      api.subscribe((now, before) => {
        if (now.pickedPreset === before.pickedPreset || output.current === null) return
        output.current.textContent = now.pickedPreset === null ? openedWords(now, before.pickedPreset) : comingWords(now, now.pickedPreset)
      }),
    [api],
  )
  return <output ref={output} className="visually-hidden" aria-live="polite" />
}

function comingWords({ view }: Store, picked: string): string {
  return messagesFor(view.language).shell.model.bringingUp(picked)
}

/** Nothing when another model is still there: a notice says why. */
function openedWords({ view, model }: Store, picked: string | null): string {
  if (model === null || model.name !== picked) return ''
  const words = messagesFor(view.language)
  return words.shell.model.nowOpen(model.name, describeTraining(model, words), describeAccuracy(model, words, formatFor(view.language)))
}
