import { useRef, useState } from 'react'
import { Button } from '../kit/Button'
import { Later } from '../kit/Later'
import { useFormat, useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import { useActions, useAppStore } from '../kit/store'
import view from '../kit/View.module.css'
import { TourButton } from '../tour/TourButton'
import { useFirstSight } from './first-sight'
import { LayerPicker } from './LayerPicker'
import { inputStepKind, type LayerView, type ModelView, type PictureLayer, type SequenceLayer, type SheetLayer } from '../network/layers'
import { Legend } from './Legend'
import { Maps } from './Maps'
import { usePlayback } from './playback'
import styles from './Reading.module.css'
import { SaveReading } from './save/SaveReading'
import { GradientLens } from './gradients/GradientLens'
import { Surgery } from './surgery/Surgery'
import { type Speed, Transport } from './Transport'
import { SoFar } from '../network/SoFar'
import { useModelView } from '../network/use-model-view'
import { usePanelRoom } from '../maps/use-panel-room'

/** Below the maps. */
const Inspector = part(async () => (await import('./Inspector')).Inspector)
/** Most models begin with a sequence. */
const FeatureMaps = part(async () => (await import('./FeatureMaps')).FeatureMaps)
/** Few layers have signals of other axes. */
const SignalSheets = part(async () => (await import('./SignalSheets')).SignalSheets)

/** Opened by few, and heard by some. */
const ReadingNumbers = part(async () => (await import('./numbers/ReadingNumbers')).ReadingNumbers)

/** How the network read the picture: every signal of every layer at every step, and the answer as it formed. */
export function Reading() {
  const { reading } = useMessages()
  const { model, layer } = useModelView()
  return (
    <section className={styles.reading} data-long={layer?.form !== 'picture' || undefined} aria-labelledby="reading-title">
      <div className={styles.head}>
        <header className={styles.header}>
          <div className={view.titleLine}>
            <h2 id="reading-title" className={view.title}>
              {reading.title}
            </h2>
            <TourButton />
            {model && <SaveReading />}
          </div>
          {model && layer && (
            <Later>
              <Lead model={model} layer={layer} />
            </Later>
          )}
          <Untrained />
        </header>
        {model && layer && (
          <Later>
            <LayerPicker model={model} layer={layer} />
          </Later>
        )}
      </div>
      {model && layer ? (
        <Later before={<Waiting />}>
          {/* Another layer is another figure: nothing of the one before stays. */}
          <LayerFigure key={layer.name} model={model} layer={layer} />
        </Later>
      ) : model ? (
        <p className={view.lead}>{reading.noLayer}</p>
      ) : (
        <Waiting />
      )}
    </section>
  )
}

export function Waiting() {
  const { reading } = useMessages()
  return <p className={view.lead}>{reading.waiting}</p>
}

/** How the picture goes in, what the layer does, and what its maps show. */
function Lead({ model, layer }: { readonly model: ModelView; readonly layer: LayerView }) {
  const messages = useMessages()
  const { leads, leadMaps, leadSight, layers, steps } = messages.reading
  const format = useFormat()
  const isVector = layer.form === 'picture' && layer.height * layer.width === 1
  const lead = model.input.scan === 'image' && model.layers.some(({ form }) => form === 'sequence') ? 'imageRows' : model.input.scan
  const sentences = [leads[lead], layers.kinds[layer.kind].sentence]
  if (layer.form === 'sequence' && layer.sight.size > 1)
    sentences.push(leadSight(format.integer(layer.steps), format.integer(layer.sight.size), steps[inputStepKind(model)]))
  if (layer.form === 'sequence' && layer.direction !== 'forward') sentences.push(layers[layer.direction])
  sentences.push(leadMaps[isVector ? 'vector' : layer.form])
  return (
    <p className={view.lead} data-left-out="presentation">
      {messages.shell.sentences(sentences)}
    </p>
  )
}

/** Said of a model that knows nothing yet, with the way to change that. */
function Untrained() {
  const { reading } = useMessages()
  const isUntrained = useAppStore(({ model, training }) => model?.trainedOn.length === 0 && training.state === 'idle')
  const { setTab } = useActions()
  if (!isUntrained) return null
  return (
    <p className={styles.untrained}>
      <span>{reading.untrained}</span>
      <Button small onClick={() => setTab('train')}>
        {reading.train}
      </Button>
    </p>
  )
}

interface FigureProps<Layer extends LayerView = LayerView> {
  readonly model: ModelView
  readonly layer: Layer
  /** Without what opens below the maps. */
  readonly isAlone?: boolean
}

export function LayerFigure({ model, layer, isAlone = false }: FigureProps) {
  switch (layer.form) {
    case 'sequence':
      return <SequenceFigure model={model} layer={layer} isAlone={isAlone} />
    case 'picture':
      return <PictureFigure model={model} layer={layer} />
    case 'sheets':
      return <SheetFigure layer={layer} />
    default:
      return layer satisfies never
  }
}

function SequenceFigure({ model, layer, isAlone }: FigureProps<SequenceLayer>) {
  const figure = useRef<HTMLElement>(null)
  // Measured before the maps are there: while the page opens, arranging them is a task of its own.
  const room = usePanelRoom(figure)
  const [speed, setSpeed] = useState<Speed>('1')
  usePlayback(layer.steps, Number(speed))
  useFirstSight(layer)
  return (
    <figure ref={figure} className={styles.figure}>
      <div className={styles.toolbar} data-left-out="print">
        <Transport model={model} layer={layer} speed={speed} onSpeedChange={setSpeed} />
        {model.belief && <SoFar model={model} layer={layer} belief={model.belief} />}
      </div>
      <Later>
        <Maps model={model} layer={layer} room={room}>
          <Legend layer={layer} hasBelief={model.belief !== null} />
        </Maps>
        {layer.others.length > 0 && <SignalSheets layer={layer} />}
        <Later>
          <ReadingNumbers model={model} layer={layer} />
          {!isAlone && <Below model={model} layer={layer} />}
        </Later>
      </Later>
    </figure>
  )
}

/** What can be done with the reading, and what one unit did in it. */
function Below({ model, layer }: FigureProps<SequenceLayer>) {
  return (
    <>
      <Surgery model={model} layer={layer} />
      <GradientLens model={model} layer={layer} />
      <Later>
        <Inspector model={model} layer={layer} />
      </Later>
    </>
  )
}

function PictureFigure({ model, layer }: FigureProps<PictureLayer>) {
  return (
    <figure className={styles.figure}>
      <FeatureMaps model={model} layer={layer}>
        <Legend layer={layer} hasBelief={false} />
      </FeatureMaps>
      {layer.others.length > 0 && <SignalSheets layer={layer} />}
      <ReadingNumbers model={model} layer={layer} />
    </figure>
  )
}

function SheetFigure({ layer }: { readonly layer: SheetLayer }) {
  return (
    <figure className={styles.figure}>
      <SignalSheets layer={layer} />
      <Legend layer={layer} hasBelief={false} />
    </figure>
  )
}
