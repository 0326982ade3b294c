import type { RunProbe } from '../../../state/watch/watch-state'
import { formatNorm } from '../../kit/format-norm'
import { useFormat, useMessages } from '../../kit/messages/messages'
import table from '../../kit/Table.module.css'
import { classes } from '../../kit/classes'
import { layerNorms } from './layer-norms'
import { useLayerNames } from './use-layer-names'
import styles from './Watch.module.css'

/** The numbers of the charts at one step. */
export function NormTable({ probe }: { readonly probe: RunProbe }) {
  const { watch: words } = useMessages()
  const format = useFormat()
  const nameOf = useLayerNames()
  const norms = layerNorms(probe)
  // After the last step there is none to come.
  const hasUpdates = norms.some(({ update }) => update !== null)
  return (
    <table className={classes(table.table, styles.norms)} data-testid="watch-norms" data-step={probe.step}>
      <caption>{words.table.caption(format.integer(probe.step))}</caption>
      <thead>
        <tr>
          <th scope="col">{words.table.layer}</th>
          <th scope="col">{words.table.gradient}</th>
          {hasUpdates && <th scope="col">{words.table.update}</th>}
        </tr>
      </thead>
      <tbody>
        {norms.map(({ layer, gradient, update }) => (
          <tr key={layer ?? ''}>
            <th scope="row">{layer === null ? words.whole : nameOf(layer)}</th>
            <td>{formatNorm(format, gradient)}</td>
            {hasUpdates && <td>{update === null ? words.table.unknown : formatNorm(format, update)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
