import { useSyncExternalStore } from 'react'
import type { RunUnit } from '../../state/runs/units'
import { useMessages } from '../kit/messages/messages'
import styles from './RunKey.module.css'
import type { RunLook } from './run-look'
import { LineSwatch } from '../kit/LineSwatch'

export interface RunKeyProps {
  readonly units: readonly RunUnit[]
  readonly dashes: readonly number[]
  readonly look: RunLook
  /** Where that is. */
  readonly placeText: (place: number | null) => string
  /** What a unit's lines are there. */
  readonly valueText: (id: string, place: number | null) => string
}

/** Which line is whose, and what the lines are where they are looked at. */
export function RunKey({ units, dashes, look, placeText, valueText }: RunKeyProps) {
  const { curves: words } = useMessages().compare
  const place = useSyncExternalStore(look.subscribe, look.current)
  return (
    <div className={styles.key} data-testid="run-values">
      <p className={styles.place}>{placeText(place)}</p>
      <ul className={styles.lines} aria-label={words.lines}>
        {units.map(({ id, name, colour }, at) => (
          <li key={id} data-run={name}>
            <LineSwatch colour={colour} dashes={dashes[at]!} />
            <span className={styles.name}>{name}</span>
            <span className={styles.value}>{valueText(id, place)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
