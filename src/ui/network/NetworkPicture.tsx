import { useEffect, useRef } from 'react'
import { formatShape } from '../../core/tensor'
import { classes } from '../kit/classes'
import { ShapeGlyph } from './ShapeGlyph'
import styles from './NetworkPicture.module.css'

/** What comes out at one place of a network: the scanned picture, or what a layer gives. */
export interface Stage {
  readonly key: string
  readonly title: string
  /** `[T,F]`, `[F]` or `[H,W,C]`; null where it is not known. */
  readonly shape: readonly number[] | null
  /** What a screen reader says of it. */
  readonly spoken: string
  readonly hasProblem?: boolean
  /** There is nothing to show of it. */
  readonly isFixed?: boolean
}

/** CSS pixels, at either side where there is more. */
const FADE = 40

export interface NetworkPictureProps {
  readonly label: string
  readonly stages: readonly Stage[]
  /** Key of the stage that is shown; null for none. */
  readonly current: string | null
  readonly onPick: (key: string) => void
  /** In less height, above other things. */
  readonly compact?: boolean
}

/** The way of a picture through a network: what every layer hands on, drawn by its shape. A press on a layer shows it. */
export function NetworkPicture({ label, stages, current, onPick, compact = false }: NetworkPictureProps) {
  const root = useRef<HTMLElement>(null)
  const { length } = stages
  // On a phone a deep network is wider than the screen.
  useEffect(() => {
    if (root.current !== null && current !== null) bringIntoView(root.current)
  }, [current, length])
  return (
    <nav ref={root} className={classes(styles.network, compact && styles.compact)} aria-label={label}>
      <ol className={styles.stages}>
        {stages.map((stage) => (
          <li key={stage.key} className={styles.stage}>
            {stage.isFixed ? (
              <span className={styles.fixed}>
                <Face stage={stage} />
              </span>
            ) : (
              <button
                type="button"
                className={classes(styles.button, stage.hasProblem && styles.problem)}
                aria-label={stage.spoken}
                aria-current={stage.key === current || undefined}
                onClick={() => onPick(stage.key)}
              >
                <Face stage={stage} />
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Moves the picture sideways, and nothing else, until the stage that is shown is seen whole. */
function bringIntoView(root: HTMLElement): void {
  const stage = root.querySelector('[aria-current]')?.getBoundingClientRect()
  const view = root.getBoundingClientRect()
  if (stage === undefined || (stage.left >= view.left + FADE && stage.right <= view.right - FADE)) return
  root.scrollLeft += (stage.left + stage.right - view.left - view.right) / 2
}

function Face({ stage: { title, shape } }: { readonly stage: Stage }) {
  return (
    <>
      <ShapeGlyph shape={shape} />
      <span className={styles.title}>{title}</span>
      <span className={styles.shape}>{shape === null ? '?' : formatShape(shape)}</span>
    </>
  )
}
