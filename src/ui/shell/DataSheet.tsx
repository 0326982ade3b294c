import type { DataState } from '../../state/app-state'
import { isUnderWay } from '../../state/run-state'
import type { DataInfo } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { choiceInUse, type DataChoice, dataChoices, describeShares, requestFor } from '../kit/data-choices'
import { describeFailure, nameSource } from '../kit/errors'
import { FilePicker } from '../kit/FilePicker'
import type { Format } from '../kit/format'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { Progress } from '../kit/Progress'
import { setWords } from '../kit/set-words'
import { useActions, useAppStore } from '../kit/store'
import { fractionOf, statusOf } from './data-words'
import styles from './DataStatus.module.css'
import { Fact, Facts, SheetActions, SheetText, SheetTitle } from './Status'

/** Which data training uses, where they came from, and how to use others. */
export function DataSheet() {
  const words = useMessages()
  const messages = words.shell.data
  const format = useFormat()
  const { info, loading, failures, own } = useAppStore((state) => state.data)
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const actions = useActions()
  const isBusy = loading !== null || isTraining
  return (
    <>
      <SheetTitle>{info ? statusOf(info, words) : messages.label}</SheetTitle>
      <SheetText>{about(info, words, format)}</SheetText>
      {info && (
        <Facts>
          <Fact name={messages.from}>
            {originsOf(info, words).map((origin) => (
              <div key={origin}>{origin}</div>
            ))}
          </Fact>
        </Facts>
      )}
      {loading && <LoadingProgress loading={loading} />}
      {failures.length > 0 && (
        <section className={styles.failures}>
          <h3>{messages.failures}</h3>
          <ul>
            {failures.map((failure) => (
              <li key={`${failure.source} ${failure.file}`}>
                <b>{`${nameSource(failure.source, messages.origin)} `}</b>
                <span>{describeFailure(failure, words)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <SheetActions>
        {dataChoices.map((choice) => (
          <Button
            key={choice.id}
            disabled={isBusy || choice === choiceInUse(info)}
            onClick={() => void actions.loadData(requestFor(choice))}
          >
            {nameUse(choice, words)}
          </Button>
        ))}
        {own !== null && (
          <Button disabled={isBusy || info?.kind === 'own'} onClick={() => void actions.loadData({ kind: 'own' })}>
            {setWords('own', words.sets, own).use}
          </Button>
        )}
        <FilePicker accept=".gz,.idx,.ubyte,.csv,.zip,*" multiple disabled={isBusy} onFiles={(files) => void actions.loadDataFiles(files)}>
          {messages.chooseFiles}
        </FilePicker>
        <FilePicker accept="*" folder disabled={isBusy} onFiles={(files) => void actions.lookAtData(files)}>
          {messages.chooseFolder}
        </FilePicker>
      </SheetActions>
      <SheetText>{messages.dropHelp}</SheetText>
    </>
  )
}

function LoadingProgress({ loading }: { readonly loading: NonNullable<DataState['loading']> }) {
  const messages = useMessages().shell.data
  const format = useFormat()
  const amount = messages.progress(format.bytes(loading.receivedBytes), format.bytes(loading.totalBytes))
  return (
    <div className={styles.loading}>
      <div className={styles.line}>
        <span>{loading.file}</span>
        <span className="tabular">{amount}</span>
      </div>
      <Progress label={messages.progressLabel(loading.file)} fraction={fractionOf(loading)} valueText={amount} />
    </div>
  )
}

function nameUse({ kind, mixedIn }: DataChoice, { sets }: Messages): string {
  const { use, short } = setWords(kind, sets)
  return mixedIn === null ? use : sets.mixed.use([short, setWords(mixedIn, sets).short])
}

/** Where each set in use came from. */
function originsOf({ kind, origin, also }: DataInfo, { sets, shell }: Messages): readonly string[] {
  const name = (source: string) => nameSource(source, shell.data.origin)
  if (also === undefined) return [name(origin)]
  return [{ kind, origin }, ...also].map((set) => sets.mixed.from(setWords(set.kind, sets).short, name(set.origin)))
}

function about(info: DataState['info'], words: Messages, format: Format): string {
  const { shell, sets } = words
  if (!info) return shell.data.aboutNone
  const [train, test] = [format.integer(info.trainCount), format.integer(info.testCount)]
  const first = setWords(info.kind, sets, info.title)
  return info.also ? sets.mixed.about(describeShares(info, words, format.integer), train, first.share(test)) : first.about(train, test)
}
