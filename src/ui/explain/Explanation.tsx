import { CodeLink } from '../code/CodeLink'
import { kernelOfLayer, kernelOfLesson } from '../code/computed-by'
import { useMessages } from '../kit/messages/messages'
import { Button } from '../kit/Button'
import { useActions, useAppStore, useAppStoreApi } from '../kit/store'
import { Equation } from '../network/equations'
import { useModelView } from '../network/use-model-view'
import styles from './Explanation.module.css'
import { beliefFormula } from './lesson-formulas'
import { perform, type Term, tryOf } from './tries'

export interface ExplanationProps {
  readonly term: Term
  readonly name: string
  /** What it does, in plain words. */
  readonly sentence: string
  /** One of the buttons did what it says. */
  readonly onDone: () => void
}

/** What a name means: its sentence, its equation, and something to try with it on this page. */
export function Explanation({ term, name, sentence, onDone }: ExplanationProps) {
  const { reading, learn, shell } = useMessages()
  const store = useAppStoreApi()
  const { setTab } = useActions()
  const isEmbedded = useAppStore(({ embed }) => embed !== null)
  const { model, layer } = useModelView()
  const id = model && tryOf(term, model, layer)
  const formula = typeof term === 'string' ? undefined : layer?.formulas.find(({ signal }) => signal === term.signal)
  const equation = term === 'belief' ? beliefFormula : formula
  const letters = formula?.notes.map((note) => reading.where[note]) ?? []
  return (
    <>
      <div className={styles.meaning}>
        <strong>{name}</strong>
        <p>{sentence}</p>
        {equation !== undefined && (
          <div className={styles.equation}>
            <Equation {...equation} />
          </div>
        )}
        <p className={styles.letters}>{term === 'belief' ? learn.belief.letters : shell.sentences(letters)}</p>
        {term !== 'picture' && (
          <CodeLink className={styles.code} kernel={term === 'belief' ? kernelOfLesson.belief : kernelOfLayer(term.kind)} onOpen={onDone} />
        )}
      </div>
      {id !== null && model !== null && layer !== null && (
        <div className={styles.trial}>
          <p>
            <strong>{learn.tryThis}</strong>
            <span>{learn.tries[id].text}</span>
          </p>
          <Button
            small
            onClick={() => {
              onDone()
              perform(id, term, store, model, layer)
            }}
          >
            {learn.tries[id].button}
          </Button>
        </div>
      )}
      {!isEmbedded && (
        <Button
          small
          variant="quiet"
          className={styles.more}
          onClick={() => {
            onDone()
            setTab('learn')
            requestAnimationFrame(() => document.querySelector('main')?.focus())
          }}
        >
          {learn.more}
        </Button>
      )}
    </>
  )
}
