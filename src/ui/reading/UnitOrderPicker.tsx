import { useId } from 'react'
import { useMessages } from '../kit/messages/messages'
import { Segmented } from '../kit/Segmented'
import { describeSet } from '../kit/set-names'
import { useActions, useAppStore } from '../kit/store'
import type { SequenceLayer } from '../network/layers'
import styles from './UnitOrderPicker.module.css'

/** Whether columns stand by number or by likeness, and on what the likeness was found. */
export function UnitOrderPicker({ layer }: { readonly layer: SequenceLayer }) {
  const messages = useMessages()
  const { unitOrder: words } = messages.reading
  const by = useAppStore(({ unitOrder }) => unitOrder.by)
  const order = useAppStore(({ unitOrder }) => unitOrder.orders[layer.name])
  const isSorting = useAppStore(({ unitOrder }) => unitOrder.sorting === layer.name)
  const isEmbedded = useAppStore(({ embed }) => embed !== null)
  const { setUnitOrder } = useActions()
  const said = useId()
  // Likeness is found on digits of a set, which a page inside another loads none of.
  if (layer.units < 3 || isEmbedded) return null
  const status =
    by === 'number' ? '' : order ? words.sortedOn(order.count, describeSet(order.set, messages.sets)) : isSorting ? words.sorting : ''

  return (
    <div
      className={styles.picker}
      role="group"
      data-left-out="print"
      aria-label={words.label}
      aria-describedby={said}
      data-testid="unit-order"
    >
      <span className={styles.label} aria-hidden>
        {words.label}
      </span>
      <Segmented
        className={styles.choices}
        label={words.label}
        value={by}
        options={[
          { value: 'number', label: words.number },
          { value: 'likeness', label: words.likeness },
        ]}
        onValueChange={setUnitOrder}
      />
      <span id={said} className={styles.status} role="status">
        {status}
      </span>
    </div>
  )
}
