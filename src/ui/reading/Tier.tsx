import type { CSSProperties, ReactNode, RefObject } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import { useMessages } from '../kit/messages/messages'
import { Explained } from '../explain/Explained'
import { axisTicks, type Panel, panelWidth, type ReadingLayout, rowOfStep } from '../maps/layout'
import { inputStepKind, type ModelView, type SequenceLayer } from '../network/layers'
import { MapCanvas } from '../maps/map-canvas'
import { panelPainting } from '../maps/panel-painting'
import styles from './Maps.module.css'
import { ClassLabels } from '../maps/ClassLabels'
import { PartRead, type PartReadHandle } from '../maps/PartRead'
import { ScanHandle } from './ScanHandle'
import { SignalSymbol } from '../network/SignalSymbol'
import { SignalTitle } from './SignalTitle'
import type { UnitColumns } from '../maps/unit-columns'
import type { MapInput } from './use-map-input'
import { signalWords, stepWord } from '../network/words'

export interface TierProps {
  readonly tier: number
  readonly layout: ReadingLayout
  readonly model: ModelView
  readonly layer: SequenceLayer
  /** For every step of the layer that of the belief beside it. */
  readonly beliefs: readonly number[]
  readonly columns: UnitColumns
  /** Where each panel leaves its canvas for the drawing, by signal name, `digit` or `belief`. */
  readonly canvases: Map<string, MapCanvas>
  /** Over the digit, in the tier that has it. */
  readonly partRead: RefObject<PartReadHandle | null>
  readonly input: MapInput
}

/** Panels side by side on one axis of time: titles, plot, scales. */
export function Tier({ tier, layout, model, layer, beliefs, columns, canvases, partRead, input }: TierProps) {
  const messages = useMessages()
  const panels = layout.panels.filter((panel) => panel.tier === tier)
  const css = (devicePixels: number): string => `${devicePixels / layout.ratio}px`
  const across = (panel: Panel): CSSProperties => ({ left: css(panel.x), width: css(panelWidth(panel)) })
  const right = Math.max(...panels.map((panel) => panel.x + panelWidth(panel)))
  const word = stepWord(messages, model, layer)
  const inputWord = messages.reading.steps[inputStepKind(model)]
  const mapsHeight = layout.rows * layout.row
  // The frame says what one step sees; a whole row of its own is said by the scan line.
  const isFramed = layout.alongRows === null || layer.sight.size > 1
  const signalOf = (panel: Panel): SignalDeclaration => layer.signals[panel.index]!

  return (
    <div
      className={styles.tier}
      style={variables({ '--row': css(layout.row), '--top': css(layout.top), '--axis': css(layout.axes[tier]!), width: css(right) })}
    >
      <div className={styles.titles}>
        {panels.map((panel) => (
          <div key={keyOf(panel, layer)} className={styles.title} style={across(panel)}>
            {panel.kind === 'map' ? <SignalTitle layer={layer} signal={signalOf(panel)} /> : panelTitle(panel.kind)}
          </div>
        ))}
      </div>
      <div
        className={styles.plot}
        style={{ height: css(layout.height) }}
        onPointerDown={(event) => input.onPointerDown(tier, event)}
        onPointerMove={(event) => input.onPointerMove(tier, event)}
        onPointerUp={input.onPointerUp}
        onPointerCancel={input.onPointerUp}
        onPointerLeave={input.onPointerLeave}
        onClick={(event) => input.onClick(tier, event)}
      >
        {axisTicks(layer.steps).map((step) => (
          <span key={step} className={styles.tick} data-tick={step} style={{ top: css(tickTop(step)) }} aria-hidden>
            {step + 1}
          </span>
        ))}
        {panels.map((panel) => (
          <div
            key={keyOf(panel, layer)}
            className={styles.panel}
            data-kind={panel.kind}
            data-name={keyOf(panel, layer)}
            data-directions={panel.kind === 'map' ? layer.direction : undefined}
            style={variables({ ...across(panel), ...down(panel), '--cell': css(panel.cell) })}
          >
            <canvas
              role="img"
              aria-label={imageName(panel)}
              width={panel.columns}
              height={panel.kind === 'digit' ? layout.picture.height : layout.rows}
              ref={(canvas) => {
                const key = keyOf(panel, layer)
                if (canvas !== null)
                  canvases.set(key, new MapCanvas(canvas, panelPainting(panel, { layout, model, layer, beliefs, columns })))
                return () => void canvases.delete(key)
              }}
            />
            {panel.kind === 'digit' ? (
              <PartRead ref={partRead} size={layout.picture} framed={isFramed} />
            ) : (
              <div className={styles.unread} />
            )}
            <div className={styles.hovered} />
            {panel.kind === 'map' && <div className={styles.picked} />}
            {panel.kind === 'map' && <div className={styles.cell} />}
          </div>
        ))}
        <div className={styles.settled} data-testid="settled-line">
          <span className={styles.settledStep} title={messages.reading.maps.settled} data-settled-step aria-hidden />
        </div>
        <div className={styles.hoverRow} />
        <div className={styles.scan}>
          <ScanHandle steps={layer.steps} />
        </div>
      </div>
      <div className={styles.scales} aria-hidden>
        {panels.map((panel) => (
          <div
            key={keyOf(panel, layer)}
            className={styles.scale}
            data-kind={panel.kind}
            style={{ ...across(panel), top: css(bottomOf(panel) - layout.height) }}
          >
            {scaleLabels(panel)}
          </div>
        ))}
      </div>
    </div>
  )

  function imageName(panel: Panel): string {
    const { maps } = messages.reading
    if (panel.kind === 'digit') return maps.digitImage(inputWord, model.steps)
    if (panel.kind === 'belief') return maps.beliefImage(word, layer.steps)
    return maps.image(signalWords(messages, layer.kind, signalOf(panel)).full, layer.steps, layer.units)
  }

  function panelTitle(kind: 'digit' | 'belief'): ReactNode {
    const { panels, reading, shell } = messages
    const { maps } = reading
    const beliefHelp = { forward: maps.beliefHelp, backward: maps.beliefHelpBackward, both: maps.beliefHelpBoth }
    const digitHelp = model.input.scan === 'image' ? maps.digitHelpRows : maps.digitHelp(inputWord)
    const help = kind === 'digit' ? digitHelp : beliefHelp[model.belief?.direction ?? 'forward']
    return (
      <Explained
        term={kind === 'digit' ? 'picture' : 'belief'}
        name={kind === 'digit' ? panels.picture.full : panels.belief.full}
        sentence={kind === 'digit' ? shell.sentences([panels.picture.sentence, help]) : help}
      >
        {kind === 'digit' && <SignalSymbol symbol="x" />}
        <span>{maps[kind]}</span>
      </Explained>
    )
  }

  function down(panel: Panel): CSSProperties {
    if (panel.kind === 'digit') return { top: 0, height: css(layout.picture.height * layout.pixel) }
    return { top: css(layout.top), height: css(mapsHeight) }
  }

  function bottomOf(panel: Panel): number {
    return panel.kind === 'digit' ? layout.picture.height * layout.pixel : layout.top + mapsHeight
  }

  function tickTop(step: number): number {
    return layout.top + (rowOfStep(layout, step) + 0.5) * layout.row
  }

  function scaleLabels(panel: Panel): ReactNode {
    const { maps } = messages.reading
    if (panel.kind === 'digit') return layout.alongRows ? maps.time(word) : null
    if (panel.kind === 'belief') return <ClassLabels task={model.task} width={panelWidth(panel) / layout.ratio} />
    if (layer.direction === 'both') {
      return (
        <>
          <span>{maps.forward}</span>
          <span>{maps.backward}</span>
        </>
      )
    }
    if (columns.isSorted) return <span className={styles.middle}>{maps.unitsSorted}</span>
    return (
      <>
        <span>1</span>
        <span>{maps.units}</span>
        <span>{layer.units}</span>
      </>
    )
  }
}

function keyOf(panel: Panel, layer: SequenceLayer): string {
  return panel.kind === 'map' ? layer.signals[panel.index]!.name : panel.kind
}

/** Custom properties among the styles, which React's type does not know. */
function variables(style: CSSProperties & Readonly<Record<`--${string}`, string>>): CSSProperties {
  return style
}
