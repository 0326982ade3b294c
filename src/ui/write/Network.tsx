import { Download } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../kit/Button'
import { FilePicker } from '../kit/FilePicker'
import { useFormat, useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { describeSet } from '../kit/set-names'
import { useActions, useAppStore } from '../kit/store'
import styles from './Controls.module.css'
import { useWhen } from './training/use-when'

/** Which network writes, what is known of it, and its file. */
export function Network() {
  const { writerTraining: words, write, shell, sets } = useMessages()
  const format = useFormat()
  const when = useWhen()
  const title = useId()
  const { info, source, stage } = useAppStore(({ writing }) => writing)
  const { openWriterFile, downloadWriter, showShippedWriter } = useActions()
  if (info === null) return null
  const { shipped, moment, file } = words.sources
  const isShipped = source.kind === 'shipped'
  const which = isShipped ? shipped : source.kind === 'moment' ? moment(when(source.epoch)) : file(info.name)
  const parameters = format.integer(info.parameterCount)
  const loss = info.testLoss === null ? null : format.decimal(info.testLoss, 2)
  const facts =
    info.epochs === 0
      ? words.untrainedFacts(parameters)
      : words.facts(parameters, format.integer(info.epochs), info.trainedOn.map((set) => describeSet(set, sets)).join(' + '))
  const own =
    loss === null || info.testedOn === null ? facts : shell.sentences([facts, words.measured(loss, describeSet(info.testedOn, sets))])
  return (
    <section className={section.section} aria-labelledby={title}>
      <h3 id={title} className={section.title}>
        {words.network}
      </h3>
      <p className={section.lead} data-testid="writer-source" data-source={source.kind}>
        {which}
      </p>
      <p className={section.help}>{isShipped && loss !== null ? write.about(parameters, loss) : own}</p>
      <p className={section.help}>{write.sources}</p>
      <div className={styles.actions}>
        <FilePicker accept=".safetensors,.bin" onFiles={([chosen]) => chosen && void openWriterFile(chosen)}>
          {words.open}
        </FilePicker>
        <Button unavailable={stage !== 'ready'} onClick={() => void downloadWriter()}>
          <Download aria-hidden />
          <span>{words.download}</span>
        </Button>
        {!isShipped && (
          <Button variant="quiet" onClick={() => void showShippedWriter()}>
            {words.toShipped}
          </Button>
        )}
      </div>
    </section>
  )
}
