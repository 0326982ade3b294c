import { isMadeSet } from '../../data/sets/registry'
import type { DataState } from '../../state/app-state'
import { isUnderWay } from '../../state/run-state'
import type { DataInfo } from '../../worker/protocol'
import type { Format } from '../kit/format'
import { Button } from '../kit/Button'
import { choiceInUse, type DataChoice, dataChoices, describeShares, requestFor } from '../kit/data-choices'
import { describeFailure, nameSource } from '../kit/errors'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { Popover } from '../kit/Popover'
import { Progress } from '../kit/Progress'
import { setWords } from '../kit/set-words'
import { useActions, useAppStore } from '../kit/store'
import { FilePicker } from '../kit/FilePicker'
import styles from './DataStatus.module.css'
import { Fact, Facts, SheetActions, SheetText, SheetTitle, StatusButton, type StatusLevel } from './Status'

/** Which data training uses, where they came from, and how to use others. */
export function DataStatus() {
  const words = useMessages()
  const messages = words.shell.data
  const format = useFormat()
  const { info, loading, failures, own } = useAppStore((state) => state.data)
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const actions = useActions()
  const isBusy = loading !== null || isTraining
  return (
    <Popover
      title={messages.label}
      trigger={<StatusButton label={messages.label} value={statusText({ info, loading }, words, format)} level={levelOf(info, loading)} />}
    >
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
    </Popover>
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

function statusText({ info, loading }: Pick<DataState, 'info' | 'loading'>, words: Messages, format: Format): string {
  const { data } = words.shell
  if (loading) return data.loading(format.percent(fractionOf(loading), 0))
  return info ? statusOf(info, words) : data.none
}

function statusOf({ kind, title, also }: DataInfo, { sets }: Messages): string {
  if (also === undefined) return setWords(kind, sets, title).status
  return sets.mixed.status([{ kind }, ...also].map((set) => setWords(set.kind, sets).short))
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

function levelOf(info: DataState['info'], loading: DataState['loading']): StatusLevel {
  if (loading || !info) return 'busy'
  return isMadeSet(info.kind) ? 'reduced' : 'full'
}

function about(info: DataState['info'], words: Messages, format: Format): string {
  const { shell, sets } = words
  if (!info) return shell.data.aboutNone
  const [train, test] = [format.integer(info.trainCount), format.integer(info.testCount)]
  const first = setWords(info.kind, sets, info.title)
  return info.also ? sets.mixed.about(describeShares(info, words, format.integer), train, first.share(test)) : first.about(train, test)
}

function fractionOf({ receivedBytes, totalBytes }: NonNullable<DataState['loading']>): number {
  return totalBytes > 0 ? receivedBytes / totalBytes : 0
}
