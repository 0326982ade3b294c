import type { CSSProperties } from 'react'
import type { KernelProfile, Profile } from '../../nn/engine'
import { KernelName } from '../code/CodeLink'
import { useFormat, useMessages } from '../kit/messages/messages'
import { classes } from '../kit/classes'
import table from '../kit/Table.module.css'
import styles from './ProfilePanel.module.css'

/** Below this, in milliseconds, a clock is fine enough that nobody needs to hear of it. */
const FINE_CLOCK = 0.01

export interface ProfileTableProps {
  readonly profile: Profile
  /** Id of the title above. */
  readonly labelledBy: string
}

/** What every kernel takes of a training step, the slowest first, and what the numbers are measured against. */
export function ProfileTable({ profile, labelledBy }: ProfileTableProps) {
  const { profile: words } = useMessages().training
  const format = useFormat()
  const { batch, steps, dispatches, kernels, stepMilliseconds, kernelMilliseconds, clockMilliseconds, limits, memory } = profile
  const milliseconds = (value: number) => words.milliseconds(format.significant(value))
  /** A column's numbers with as many digits after the point as its largest needs, so that points stand below one another. */
  const column = (values: readonly (number | null)[]) => {
    const digits = digitsFor(Math.max(...values.map((value) => value ?? 0)))
    return (value: number | null) => (value === null ? words.unknown : format.decimal(value, digits))
  }
  const time = column([kernelMilliseconds])
  const gigaflops = column(kernels.map((row) => row.gigaflops))
  const gigabytes = column(kernels.map((row) => row.gigabytes))

  return (
    <>
      {/* Wider than a phone: without a place among the tab stops a keyboard could not scroll it. */}
      <div className={table.scroll} role="region" aria-labelledby={labelledBy} tabIndex={0}>
        <table className={classes(table.table, styles.table)}>
          <caption>{words.caption(format.integer(batch), format.integer(dispatches))}</caption>
          <thead>
            <tr>
              <th scope="col">{words.kernel}</th>
              <th scope="col">{words.dispatches}</th>
              <th scope="col">{words.time}</th>
              <th scope="col">{words.share}</th>
              <th scope="col">{words.gigaflops}</th>
              <th scope="col">{words.gigabytes}</th>
              <th scope="col">{words.ofLimit}</th>
            </tr>
          </thead>
          <tbody>
            {kernels.map((row) => (
              <tr key={row.kernel}>
                <th scope="row">
                  <KernelName kernel={row.kernel} />
                </th>
                <td>{format.integer(row.dispatches)}</td>
                <td>{words.milliseconds(time(row.milliseconds))}</td>
                <td className={styles.share} style={barOf(row.share, kernels)}>
                  {format.percent(row.share)}
                </td>
                <td>{gigaflops(row.gigaflops)}</td>
                <td>{gigabytes(row.gigabytes)}</td>
                <td>{row.ofLimit === null ? words.unknown : format.percent(row.ofLimit, 0)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              <td>{format.integer(dispatches)}</td>
              <td>{words.milliseconds(time(kernelMilliseconds))}</td>
              <td colSpan={4} />
            </tr>
          </tfoot>
        </table>
      </div>
      <ul className={styles.notes}>
        <li>{words.onePass(milliseconds(stepMilliseconds), milliseconds(kernelMilliseconds))}</li>
        <li>{words.limits(format.significant(limits.gigaflops), format.significant(limits.gigabytes))}</li>
        <li>
          {clockMilliseconds > FINE_CLOCK
            ? words.clock(milliseconds(clockMilliseconds), format.integer(steps))
            : words.steps(format.integer(steps))}
        </li>
        <li>{words.memory(format.bytes(memory.step), format.bytes(memory.engine))}</li>
      </ul>
    </>
  )
}

function digitsFor(largest: number): number {
  return largest >= 10_000 ? 0 : largest >= 1000 ? 1 : largest >= 100 ? 2 : 3
}

/** The bar behind a share, as long as the cell for the largest. */
function barOf(share: number, kernels: readonly KernelProfile[]): CSSProperties & { readonly '--bar': string } {
  const largest = Math.max(...kernels.map((kernel) => kernel.share))
  return { '--bar': `${((100 * share) / largest).toFixed(1)}%` }
}
