import { useId, useMemo } from 'react'
import type { RunProbe } from '../../../state/watch/watch-state'
import { linePath } from '../../kit/chart-path'
import { DataTable } from '../../kit/DataTable'
import { decadesOf, decadeTicks, placeOf as heightOf } from '../../kit/decades'
import { formatNorm } from '../../kit/format-norm'
import { LineSwatch } from '../../kit/LineSwatch'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'
import section from '../../kit/Section.module.css'
import { type LayerNorms, layerNorms } from './layer-norms'
import { type AlongSteps, StepChart } from './StepChart'
import { placeOf } from './step-axis'
import { useLayerNames } from './use-layer-names'
import styles from './Watch.module.css'

/** Hues and dashes that there are (`lines.css`). */
const LINES = 8
/** Powers of ten that have room on an axis. */
const MOST_TICKS = 5

export interface NormChartsProps extends Omit<AlongSteps, 'steps'> {
  readonly probes: readonly RunProbe[]
}

/** Gradients and steps, a line for the whole network and one for each layer. */
export function NormCharts({ probes, ...along }: NormChartsProps) {
  const { watch: words, shell } = useMessages()
  const { dataTable } = shell
  const format = useFormat()
  const isBack = useAppStore((state) => state.past.at !== null)
  const nameOf = useLayerNames()
  const norms = useMemo(() => probes.map((probe) => ({ step: probe.step, layers: layerNorms(probe) })), [probes])
  const steps = norms.map(({ step }) => step)
  const layers = norms[0]?.layers.map(({ layer }) => layer) ?? []
  const numbers = () => ({
    caption: dataTable.alongSteps,
    head: [words.table.step, words.table.layer, words.table.gradient, words.table.update],
    rows: norms.flatMap(({ step, layers: ofStep }) =>
      ofStep.map(({ layer, gradient, update }) => [
        format.integer(step),
        layer === null ? words.whole : nameOf(layer),
        formatNorm(format, gradient),
        update === null ? words.table.unknown : formatNorm(format, update),
      ]),
    ),
  })
  return (
    <>
      <ul className={styles.key} aria-label={words.key}>
        {layers.map((layer, place) => (
          <li key={layer ?? ''} data-whole={layer === null}>
            <LineSwatch {...lineOf(place)} />
            <span>{layer === null ? words.whole : nameOf(layer)}</span>
          </li>
        ))}
        <li className={styles.markKey} data-kind="read">
          {words.marks.read}
        </li>
        {isBack && (
          <li className={styles.markKey} data-kind="past">
            {words.marks.past}
          </li>
        )}
      </ul>
      <div className={styles.charts}>
        <NormChart quantity="gradients" norms={norms} steps={steps} of={({ gradient }) => gradient} {...along} />
        <NormChart quantity="updates" norms={norms} steps={steps} of={({ update }) => update} {...along} />
      </div>
      <p className={section.lead}>{words.updatesHelp}</p>
      <DataTable title={dataTable.of(words.table.norms)} content={numbers} testId="watch-norms-all" />
    </>
  )
}

/** How a line is drawn: the whole network in the colour of the text. */
function lineOf(place: number): { readonly colour: number; readonly dashes: number } {
  const line = (place + LINES - 1) % LINES
  return place === 0 ? { colour: -1, dashes: 0 } : { colour: line, dashes: line }
}

interface NormChartProps extends AlongSteps {
  readonly quantity: 'gradients' | 'updates'
  readonly norms: readonly { readonly step: number; readonly layers: readonly LayerNorms[] }[]
  readonly of: (norms: LayerNorms) => number | null
}

function NormChart({ quantity, norms, of, ...along }: NormChartProps) {
  const { watch: words } = useMessages()
  const format = useFormat()
  const title = useId()
  const { axis } = along
  const scale = decadesOf([norms.flatMap(({ layers }) => layers.map(of)).filter(isShown)])
  const ticks = decadeTicks(scale, MOST_TICKS).map((power) => ({
    at: (power - scale.low) / (scale.high - scale.low),
    label: formatNorm(format, Number(`1e${power}`)),
  }))
  const lines = (norms[0]?.layers ?? []).map(({ layer }, place) => ({
    layer,
    points: norms.flatMap(({ step, layers }) => {
      const value = layers[place] === undefined ? null : of(layers[place])
      return isShown(value) ? [[placeOf(axis, step), heightOf(value, scale)] as const] : []
    }),
  }))
  const isEmpty = lines.every(({ points }) => points.length === 0)
  return (
    <figure className={styles.figure} aria-labelledby={title} data-quantity={quantity}>
      <figcaption>
        <h4 id={title} className={styles.name}>
          {words[quantity].title}
        </h4>
      </figcaption>
      {isEmpty ? (
        <p className={section.lead}>{words.updates.none}</p>
      ) : (
        <StepChart image={words[quantity].image} y={{ label: words[quantity].axis, ticks }} {...along}>
          {lines.map(({ layer, points }, place) => {
            const { colour, dashes } = lineOf(place)
            return (
              <g
                key={layer ?? ''}
                className={styles.line}
                data-whole={layer === null}
                data-colour={colour}
                data-dashes={dashes}
                data-layer={layer ?? ''}
                data-points={points.length}
              >
                <path d={linePath(points)} />
              </g>
            )
          })}
        </StepChart>
      )}
    </figure>
  )
}

/** A value that has a place on a logarithmic axis. */
function isShown(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value > 0
}
