import { describeModel } from '../../src/nn/spec/describe'
import type { ModelFile } from './folder'

/** The table of full trainings in `docs/learning.md`, as Markdown, one row for each file. */
export function trainingsTable(files: readonly ModelFile[]): string[] {
  return [
    '| preset | parameters | seed | epochs | time | on | validation | test | command |',
    '|---|---|---|---|---|---|---|---|---|',
    ...files.map(row),
  ]
}

function row({ checkpoint, record }: ModelFile): string {
  const { name, spec, seed, epochs, testAccuracy, testedOn } = checkpoint
  const planned = record?.settings.epochs
  const cells = [
    `\`${name}\``,
    describeModel(spec).parameterCount.toLocaleString('en'),
    seed,
    epochsOf(epochs, planned),
    record === null ? '–' : duration(record.seconds),
    record?.engine ?? '–',
    percent(record?.validationAccuracy ?? null),
    // Only MNIST's whole test set can be compared with other tables; any other is named.
    testedOn === 'MNIST, test' ? `**${percent(testAccuracy)}**` : `${percent(testAccuracy)} (${testedOn ?? 'not measured'})`,
    record === null ? '–' : `\`${record.command}\``,
  ]
  return `| ${cells.join(' | ')} |`
}

/** A model that was trained on from another one has more epochs than its last run. */
function epochsOf(epochs: number, planned: number | undefined): string {
  if (planned === undefined || planned === epochs) return String(epochs)
  return epochs > planned ? `${epochs} in all, up to ${planned} in the last run` : `${epochs} of ${planned}`
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(2)}%`
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
