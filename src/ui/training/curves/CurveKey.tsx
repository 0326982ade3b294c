import { useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'
import styles from './CurveKey.module.css'
import type { Quantity } from './curve-lines'

/** What the marks mean; its swatches also carry the colours that the canvas draws with. */
export function CurveKey({ quantity }: { readonly quantity: Quantity }) {
  const { curves: words } = useMessages().training
  const smoothing = useAppStore((state) => state.view.curves.smoothing)
  const isBack = useAppStore((state) => state.past.at !== null)
  const isRate = quantity === 'rate'
  return (
    <ul className={styles.key}>
      <li data-mark="raw" hidden={isRate}>
        <svg viewBox="0 0 16 8" aria-hidden>
          <path d="M0.5 0.5H15.5V7.5H0.5Z" />
        </svg>
        <span>{words.batch}</span>
      </li>
      <li data-mark="smooth" hidden={isRate}>
        <svg viewBox="0 0 16 8" aria-hidden>
          <path d="M0 4H16" />
        </svg>
        <span>{words.lines[smoothing]}</span>
      </li>
      <li data-mark="test" hidden={isRate}>
        <svg viewBox="0 0 8 8" aria-hidden>
          <circle cx={4} cy={4} r={4} />
        </svg>
        <span>{words.test}</span>
      </li>
      <li data-mark="past" hidden={!isBack}>
        <svg viewBox="0 0 16 8" aria-hidden>
          <path d="M0 4H16" />
        </svg>
        <span>{words.past}</span>
      </li>
      <li data-mark="band" hidden />
      <li data-mark="line" hidden />
      <li data-mark="text" hidden />
    </ul>
  )
}
