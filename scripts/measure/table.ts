import { DIGITS } from '../../src/core/task'
import { wilsonInterval } from './wilson'

/** How a model answered one set. */
export interface Measured {
  readonly model: string
  readonly set: string
  readonly labels: Uint8Array
  /** [N] the answered class of every example. */
  readonly answers: Uint8Array
}

/** Accuracies as Markdown, one row for every model and set: in all, with its 95 % interval, and of every class. */
export function accuracyTable(rows: readonly Measured[]): string[] {
  const classes = DIGITS.classes.map(({ label }) => label)
  return [
    `| model | set | accuracy | 95% interval | ${classes.join(' | ')} |`,
    `|---|---|---|---|${'---|'.repeat(classes.length)}`,
    ...rows.map((row) => {
      const { hits, total } = countHits(row)
      const [low, high] = wilsonInterval(hits, total)
      const ofClasses = classes.map((_, label) => {
        const counted = countHits(row, label)
        return counted.total === 0 ? '–' : `${((100 * counted.hits) / counted.total).toFixed(1)}%`
      })
      const interval = `${percent(low)} – ${percent(high)}`
      return `| ${row.model} | ${row.set} (${total.toLocaleString('en')}) | **${percent(hits / total)}** | ${interval} | ${ofClasses.join(' | ')} |`
    }),
  ]
}

/** The commonest mistakes, as `7→2 12`, most frequent first. */
export function commonMistakes({ labels, answers }: Measured, most: number): string[] {
  const counts = new Map<string, number>()
  labels.forEach((label, index) => {
    const key = `${label}→${answers[index]}`
    if (label !== answers[index]) counts.set(key, (counts.get(key) ?? 0) + 1)
  })
  const ranked = [...counts].toSorted(([, a], [, b]) => b - a)
  return ranked.slice(0, most).map(([mistake, count]) => `${mistake} ${count}`)
}

/** @param label counts examples of this class alone */
function countHits({ labels, answers }: Measured, label?: number): { hits: number; total: number } {
  let hits = 0
  let total = 0
  for (let index = 0; index < labels.length; index++) {
    if (label !== undefined && labels[index] !== label) continue
    total++
    if (labels[index] === answers[index]) hits++
  }
  return { hits, total }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}
