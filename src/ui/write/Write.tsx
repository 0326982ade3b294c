import { Pause, Play } from 'lucide-react'
import { useEffect } from 'react'
import type { WriterInfo } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { DataTable } from '../kit/DataTable'
import { IconButton } from '../kit/IconButton'
import { useFormat, useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import { Slider } from '../kit/Slider'
import { useActions, useAppStore } from '../kit/store'
import { Tooltip } from '../kit/Tooltip'
import { View } from '../kit/View'
import { Controls } from './Controls'
import { MyHand } from './MyHand'
import { Opening } from './Opening'
import { Paper } from './Paper'
import { Network } from './Network'
import { Rows } from './rows/Rows'
import { Signals } from './Signals'
import { momentAt, pointsOf, strokesAt } from './timeline'
import { WriterTraining } from './training/WriterTraining'
import { type Timeline, useTimeline } from './use-timeline'
import styles from './Write.module.css'
import { pointsTable } from './writing-tables'

/** The network that writes: its pen, what it expected at every point, its gates, and what the reader on the left makes of it. */
export function Write() {
  const { write: words } = useMessages()
  const { openWriter, writeNumber } = useActions()
  const stage = useAppStore(({ writing }) => writing.stage)
  const info = useAppStore(({ writing }) => writing.info)
  const isEmpty = useAppStore(({ writing }) => writing.digits.length === 0)
  useEffect(() => void openWriter(), [openWriter])
  useEffect(() => {
    // Something is on the paper from the beginning.
    if (stage === 'ready' && isEmpty) void writeNumber()
  }, [stage, isEmpty, writeNumber])
  return (
    <View title={words.title} lead={words.lead}>
      <File />
      <Desk info={info} />
      <MyHand />
      <WriterTraining />
      <Network />
      <Rows />
    </View>
  )
}

function File() {
  const { write: words } = useMessages()
  const stage = useAppStore(({ writing }) => writing.stage)
  const progress = useAppStore(({ writing }) => writing.progress)
  const error = useAppStore(({ writing }) => writing.error)
  const { openWriter } = useActions()
  return <Opening stage={stage} progress={progress} error={error} words={words} onAgain={() => void openWriter()} />
}

/** Controls beside the paper, the way through the points, and the gates below. */
function Desk({ info }: { readonly info: WriterInfo | null }) {
  const digits = useAppStore(({ writing }) => writing.digits)
  const futures = useAppStore(({ writing }) => writing.futures)
  const isBusy = useAppStore(({ writing }) => writing.isChanging || writing.work === 'writing')
  const timeline = useTimeline(digits)
  const moment = momentAt(digits, timeline.shown)
  const { putOnPad } = useActions()
  const messages = useMessages()
  const { write: words, shell } = messages
  const format = useFormat()
  const components = info?.spec.head.components ?? 1
  const points = () => ({ caption: words.numbers.points, ...pointsTable(digits, components, messages, format) })
  const written = digits[moment.digit]

  useEffect(() => {
    // The reader reads along, on the same pad.
    if (digits.length > 0 && timeline.shown > 0)
      putOnPad({
        strokes: strokesAt(digits, momentAt(digits, timeline.shown)),
        label: digits.length === 1 ? digits[0]!.label : null,
        isGrowing: true,
      })
  }, [digits, timeline.shown, putOnPad])

  return (
    <>
      <div className={styles.desk}>
        <div className={styles.pen}>
          <Paper digits={digits} moment={moment} futures={futures} components={components} isBusy={isBusy} />
          <Transport timeline={timeline} digit={moment.digit} points={moment.points} />
          <DataTable title={shell.dataTable.of(words.paper)} content={points} testId="writing-numbers" />
        </div>
        <Controls />
      </div>
      {written !== undefined && info !== null && <Signals spec={info.spec} digit={written} points={moment.points} />}
    </>
  )
}

interface TransportProps {
  readonly timeline: Timeline
  readonly digit: number
  readonly points: number
}

function Transport({ timeline: { shown, total, isPlaying, moveTo, toggle }, digit, points }: TransportProps) {
  const { write: words } = useMessages()
  const format = useFormat()
  const { fanOut } = useActions()
  const digits = useAppStore(({ writing }) => writing.digits)
  const work = useAppStore(({ writing }) => writing.work)
  const futures = useAppStore(({ writing }) => writing.futures)
  const written = digits[digit]
  const isOver = written === undefined || points >= pointsOf(written)
  const hasFutures = futures !== null && futures.digit === digit && futures.from === points
  const where = shown === 0 ? words.before : words.point(format.integer(shown), format.integer(total))
  return (
    <>
      <div className={styles.transport}>
        <IconButton label={isPlaying ? words.pause : words.play} variant="secondary" onClick={toggle}>
          {isPlaying ? <Pause aria-hidden fill="currentColor" strokeWidth={0} /> : <Play aria-hidden fill="currentColor" strokeWidth={0} />}
        </IconButton>
        <div className={styles.slider}>
          <Slider label={words.slider} min={0} max={Math.max(1, total)} value={shown} valueText={where} onValueChange={moveTo} />
        </div>
      </div>
      <div className={styles.said}>
        <p className={styles.where}>
          {hasFutures ? words.futuresShown(format.integer(futures.sequences.length), format.integer(points)) : where}
        </p>
        <Tooltip text={words.futuresHelp}>
          <Button small unavailable={isOver || points === 0 || isPlaying || work !== null} onClick={() => void fanOut(digit, points)}>
            {words.futures}
          </Button>
        </Tooltip>
      </div>
      <p className={section.help}>{words.ellipses}</p>
    </>
  )
}
