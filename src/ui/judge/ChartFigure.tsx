import { classes } from '../kit/classes'
import type { Elements } from '../kit/elements'
import { Chart, type ChartProps } from '../kit/Chart'
import styles from './ChartFigure.module.css'

export interface ChartFigureProps extends ChartProps {
  readonly name: string
  /** A list item for each kind of mark, which says by `--mark` in what colour it is. */
  readonly legend: Elements
  readonly legendClass: string | undefined
}

/** A chart with its name and what its marks mean. */
export function ChartFigure({ name, legend, legendClass, ...chart }: ChartFigureProps) {
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <h4 className={styles.name}>{name}</h4>
        <ul className={classes(styles.legend, legendClass)}>{legend}</ul>
      </figcaption>
      <Chart {...chart} />
    </figure>
  )
}
