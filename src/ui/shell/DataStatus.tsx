import { dataSetIds, dataSets } from '../../data/sets/registry'
import type { DataState } from '../../state/app-state'
import type { Format } from '../kit/format'
import { Button } from '../kit/Button'
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
  const { info, loading, failures } = useAppStore((state) => state.data)
  const isTraining = useAppStore(
    ({ training }) => training.state === 'starting' || training.state === 'running' || training.state === 'paused',
  )
  const actions = useActions()
  const isBusy = loading !== null || isTraining
  return (
    <Popover
      title={messages.label}
      trigger={
        <StatusButton
          label={messages.label}
          value={statusText({ info, loading, failures }, words, format)}
          level={levelOf(info, loading)}
        />
      }
    >
      <SheetTitle>{info ? setWords(info.kind, words.sets).status : messages.label}</SheetTitle>
      <SheetText>{about(info, words, format)}</SheetText>
      {info && (
        <Facts>
          <Fact name={messages.from}>{nameSource(info.origin, messages.origin)}</Fact>
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
        {dataSetIds.map((id) => (
          <Button key={id} disabled={isBusy || info?.kind === id} onClick={() => void actions.loadData(id)}>
            {setWords(id, words.sets).use}
          </Button>
        ))}
        <FilePicker accept=".gz,.idx,.ubyte,*" multiple disabled={isBusy} onFiles={(files) => void actions.loadDataFiles(files)}>
          {messages.chooseFiles}
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

function statusText({ info, loading }: DataState, { shell, sets }: Messages, format: Format): string {
  if (loading) return shell.data.loading(format.percent(fractionOf(loading), 0))
  return info ? setWords(info.kind, sets).status : shell.data.none
}

function levelOf(info: DataState['info'], loading: DataState['loading']): StatusLevel {
  if (loading || !info) return 'busy'
  return dataSets[info.kind].isMade ? 'reduced' : 'full'
}

function about(info: DataState['info'], { shell, sets }: Messages, format: Format): string {
  if (!info) return shell.data.aboutNone
  return setWords(info.kind, sets).about(format.integer(info.trainCount), format.integer(info.testCount))
}

function fractionOf({ receivedBytes, totalBytes }: NonNullable<DataState['loading']>): number {
  return totalBytes > 0 ? receivedBytes / totalBytes : 0
}
