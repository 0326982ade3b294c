import { DIGITS } from '../../src/core/task'
import { wilsonInterval } from '../../src/statistics/wilson'

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

/**
 * Accuracies on corrupted digits as Markdown, one row for every kind, one column for every model, and the mean over the kinds at the end.
 *
 * The mean's interval is that of a single set: the same digits come in every kind, so that their number, and not that of the pictures, is
 * what chance has to do with. It is too wide rather than too narrow.
 */
export function corruptionTable(rows: readonly Measured[]): string[] {
  const models = [...new Set(rows.map(({ model }) => model))]
  const kinds = [...new Set(rows.map(({ set }) => set))]
  const digits = rows[0]?.labels.length ?? 0
  const cell = (share: number, isMean = false) => {
    const [low, high] = wilsonInterval(share * digits, digits)
    return `${isMean ? `**${percent(share)}**` : percent(share)} (${percent(low)} – ${percent(high)})`
  }
  const shareOf = (model: string, kind: string) => {
    const row = rows.find((candidate) => candidate.model === model && candidate.set === kind)
    return row === undefined ? Number.NaN : countHits(row).hits / digits
  }
  const means = models.map((model) => kinds.reduce((sum, kind) => sum + shareOf(model, kind), 0) / kinds.length)
  return [
    `| corruption of ${digits.toLocaleString('en')} digits | ${models.join(' | ')} |`,
    `|---|${'---|'.repeat(models.length)}`,
    ...kinds.map((kind) => `| ${kind} | ${models.map((model) => cell(shareOf(model, kind))).join(' | ')} |`),
    `| **mean of ${kinds.length}** | ${means.map((mean) => cell(mean, true)).join(' | ')} |`,
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
