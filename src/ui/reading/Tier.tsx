import type { CSSProperties, ReactNode } from 'react'
import type { SignalDeclaration } from '../../nn/spec/definition'
import { useMessages } from '../kit/messages/messages'
import { type ColorScale, inkScale, probabilityScale, scaleOfRange } from '../kit/scales'
import { axisTicks, type Panel, panelHeight, panelWidth, type ReadingLayout } from './layout'
import { MapCanvas } from './map-canvas'
import styles from './Maps.module.css'
import { ScanHandle } from './ScanHandle'
import type { RecurrentLayer } from './signals'
import { SignalTitle, signalWords } from './SignalTitle'
import type { MapInput } from './use-map-input'

export interface TierProps {
  readonly tier: number
  readonly layout: ReadingLayout
  readonly layer: RecurrentLayer
  /** Where each panel leaves its canvas for the drawing, by signal name, `digit` or `belief`. */
  readonly canvases: Map<string, MapCanvas>
  readonly input: MapInput
}

/** Panels side by side on one row axis: titles, plot, scales. */
export function Tier({ tier, layout, layer, canvases, input }: TierProps) {
  const messages = useMessages()
  const panels = layout.panels.filter((panel) => panel.tier === tier)
  const css = (devicePixels: number): string => `${devicePixels / layout.ratio}px`
  const across = (panel: Panel): CSSProperties => ({ left: css(panel.x), width: css(panelWidth(panel)) })
  const right = Math.max(...panels.map((panel) => panel.x + panelWidth(panel)))
  const signalOf = (panel: Panel): SignalDeclaration => layer.signals[panel.index]!

  return (
    <div className={styles.tier} style={variables({ '--row': css(layout.row), width: css(right) })}>
      <div className={styles.titles}>
        {panels.map((panel) => (
          <div key={keyOf(panel, layer)} className={styles.title} style={across(panel)}>
            {panel.kind === 'map' ? <SignalTitle signal={signalOf(panel)} /> : <PanelTitle kind={panel.kind} />}
          </div>
        ))}
      </div>
      <div
        className={styles.plot}
        style={{ height: css(panelHeight(layout)) }}
        onPointerDown={(event) => input.onPointerDown(tier, event)}
        onPointerMove={(event) => input.onPointerMove(tier, event)}
        onPointerUp={input.onPointerUp}
        onPointerCancel={input.onPointerUp}
        onPointerLeave={input.onPointerLeave}
        onClick={(event) => input.onClick(tier, event)}
      >
        {axisTicks(layout.rows).map((row) => (
          <span key={row} className={styles.tick} data-tick={row} style={{ top: css((row + 0.5) * layout.row) }} aria-hidden>
            {row + 1}
          </span>
        ))}
        {panels.map((panel) => (
          <div
            key={keyOf(panel, layer)}
            className={styles.panel}
            data-kind={panel.kind}
            data-name={keyOf(panel, layer)}
            style={variables({ ...across(panel), '--cell': css(panel.cell) })}
          >
            <canvas
              role="img"
              aria-label={imageName(panel)}
              width={panel.columns}
              height={layout.rows}
              ref={(canvas) => {
                const key = keyOf(panel, layer)
                if (canvas !== null) canvases.set(key, new MapCanvas(canvas, scaleOf(panel)))
                return () => void canvases.delete(key)
              }}
            />
            <div className={styles.unread} />
            <div className={styles.hovered} />
            {panel.kind === 'map' && <div className={styles.picked} />}
            {panel.kind === 'map' && <div className={styles.cell} />}
            {panel.kind === 'belief' && <div className={styles.settled} title={messages.reading.maps.settled} />}
          </div>
        ))}
        <div className={styles.hoverRow} style={{ left: css(panels[0]!.x) }} />
        <div className={styles.scan}>
          <ScanHandle />
        </div>
      </div>
      <div className={styles.scales} aria-hidden>
        {panels.map((panel) => (
          <div key={keyOf(panel, layer)} className={styles.scale} data-kind={panel.kind} style={across(panel)}>
            {scaleLabels(panel)}
          </div>
        ))}
      </div>
    </div>
  )

  function imageName(panel: Panel): string {
    const { maps } = messages.reading
    if (panel.kind === 'digit') return maps.digitImage
    if (panel.kind === 'belief') return maps.beliefImage(layout.rows)
    return maps.image(signalWords(messages, signalOf(panel)).full, layout.rows, layer.units)
  }

  function scaleOf(panel: Panel): ColorScale {
    if (panel.kind === 'digit') return inkScale
    return panel.kind === 'belief' ? probabilityScale : scaleOfRange(signalOf(panel).range)
  }

  function scaleLabels(panel: Panel): ReactNode {
    if (panel.kind === 'digit') return messages.reading.maps.time
    if (panel.kind === 'belief') return Array.from({ length: panel.columns }, (_, digit) => <span key={digit}>{digit}</span>)
    return (
      <>
        <span>1</span>
        <span>{messages.reading.maps.units}</span>
        <span>{layer.units}</span>
      </>
    )
  }
}

function PanelTitle({ kind }: { readonly kind: 'digit' | 'belief' }) {
  const { maps } = useMessages().reading
  return (
    <span className={styles.plainTitle} title={kind === 'digit' ? maps.digitHelp : maps.beliefHelp}>
      {maps[kind]}
    </span>
  )
}

function keyOf(panel: Panel, layer: RecurrentLayer): string {
  return panel.kind === 'map' ? layer.signals[panel.index]!.name : panel.kind
}

/** Custom properties among the styles, which React's type does not know. */
function variables(style: CSSProperties & Readonly<Record<`--${string}`, string>>): CSSProperties {
  return style
}
