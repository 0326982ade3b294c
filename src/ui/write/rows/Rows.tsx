import { Dices, Grid2x2, Sparkles } from 'lucide-react'
import { type CSSProperties, useId } from 'react'
import { ROWS_MANNER } from '../../../state/rows/rows-state'
import { SHIPPED_ROWS } from '../../../state/rows/shipped-rows'
import { Button } from '../../kit/Button'
import { Field } from '../../kit/Field'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { NumberField } from '../../kit/NumberField'
import section from '../../kit/Section.module.css'
import { SliderField } from '../../kit/SliderField'
import { useActions, useAppStore } from '../../kit/store'
import { Tooltip } from '../../kit/Tooltip'
import controls from '../Controls.module.css'
import { Opening } from '../Opening'
import { DrawnGallery } from './DrawnGallery'
import { InkCanvas } from './InkCanvas'
import { RowMaps } from './RowMaps'
import styles from './Rows.module.css'

/** Seeds are as large as those of trainings. */
const MOST_SEED = 0xffff
const HEIGHT = 28

/** The network that draws row by row: pictures of its own, or eight ways to finish the visitor's. */
export function Rows() {
  const { rows: words } = useMessages()
  const title = useId()
  const drawn = useAppStore(({ rows }) => rows.drawn)
  const chosen = useAppStore(({ rows }) => rows.chosen)
  const info = useAppStore(({ rows }) => rows.info)
  const picture = drawn?.pictures[chosen]
  return (
    <section className={section.section} aria-labelledby={title}>
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p className={section.lead}>{words.lead}</p>
      <Wishes />
      <File />
      {drawn !== null && <DrawnGallery drawn={drawn} chosen={chosen} />}
      {picture !== undefined && info !== null && <RowMaps spec={info.spec} drawn={picture} />}
      <About />
    </section>
  )
}

/** What is to be drawn, and the buttons that have it drawn. */
function Wishes() {
  const { rows: words } = useMessages()
  const format = useFormat()
  const manner = useAppStore(({ rows }) => rows.manner)
  const isDrawing = useAppStore(({ rows }) => rows.isDrawing)
  const drawn = useAppStore(({ rows }) => rows.drawn)
  const picture = useAppStore(({ drawing }) => (drawing.isEmpty || drawing.picture.length !== HEIGHT * HEIGHT ? null : drawing.picture))
  const { setRowsManner, drawRows } = useActions()
  const kept = format.integer(manner.kept)
  const isFinishing = drawn !== null && drawn.kept > 0
  /** What stands there is drawn anew as it was asked for last. */
  const drawAgain = (): void => {
    if (drawn !== null) void drawRows(isFinishing ? picture : null)
  }
  return (
    <div className={styles.wishes} role="group" aria-label={words.controls}>
      <div className={controls.controls}>
        <SliderField
          label={words.temperature}
          {...ROWS_MANNER.temperature}
          value={manner.temperature}
          valueText={format.decimal(manner.temperature, 2)}
          help={words.temperatureHelp}
          onValueChange={(value) => setRowsManner({ temperature: value })}
          onValueCommit={drawAgain}
        />
        <div className={controls.short}>
          <Field label={words.seed} help={words.seedHelp}>
            <NumberField integer min={0} max={MOST_SEED} value={manner.seed} onValueChange={(seed) => setRowsManner({ seed })} />
          </Field>
        </div>
        <div className={controls.actions}>
          <Button unavailable={isDrawing} onClick={() => void drawRows(null)}>
            <Grid2x2 aria-hidden />
            <span>{isDrawing ? words.drawing : words.draw}</span>
          </Button>
          <Button
            unavailable={isDrawing}
            onClick={() => {
              setRowsManner({ seed: (manner.seed + 1) % (MOST_SEED + 1) })
              void drawRows(isFinishing ? picture : null)
            }}
          >
            <Dices aria-hidden />
            <span>{words.another}</span>
          </Button>
        </div>
      </div>
      <div className={styles.mine}>
        <div className={styles.kept} style={keptShare(manner.kept / HEIGHT)}>
          {picture === null ? (
            <p className={styles.none}>{words.finishNone}</p>
          ) : (
            <InkCanvas values={picture} scale="ink" label={words.keptImage(kept)} rows={HEIGHT} />
          )}
        </div>
        <div className={controls.controls}>
          <SliderField
            label={words.kept}
            {...ROWS_MANNER.kept}
            value={manner.kept}
            valueText={words.keptValue(kept)}
            help={words.keptHelp}
            onValueChange={(value) => setRowsManner({ kept: value })}
            onValueCommit={() => isFinishing && drawAgain()}
          />
          <div className={controls.actions}>
            <Tooltip text={words.finishHelp}>
              <Button unavailable={isDrawing || picture === null} onClick={() => picture !== null && void drawRows(picture)}>
                <Sparkles aria-hidden />
                <span>{words.finish}</span>
              </Button>
            </Tooltip>
          </div>
        </div>
      </div>
    </div>
  )
}

function keptShare(share: number): CSSProperties & Readonly<Record<'--kept', number>> {
  return { '--kept': share }
}

/** Its file is loaded when somebody wants it to draw. */
function File() {
  const { rows: words } = useMessages()
  const format = useFormat()
  const stage = useAppStore(({ rows }) => rows.stage)
  const progress = useAppStore(({ rows }) => rows.progress)
  const error = useAppStore(({ rows }) => rows.error)
  const { drawRows } = useActions()
  if (stage === 'none') return <p className={section.help}>{words.file(format.bytes(SHIPPED_ROWS.bytes))}</p>
  return <Opening stage={stage} progress={progress} error={error} words={words} onAgain={() => void drawRows(null)} />
}

function About() {
  const { rows: words } = useMessages()
  const format = useFormat()
  const info = useAppStore(({ rows }) => rows.info)
  if (info === null || info.testLoss === null) return null
  return (
    <>
      <p className={section.help}>{words.about(format.integer(info.parameterCount), format.decimal(info.testLoss, 1))}</p>
      <p className={section.help}>{words.sources}</p>
    </>
  )
}
