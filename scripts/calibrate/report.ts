import type { Engine } from '../../src/nn/engine'
import { toInk } from '../../src/core/images'
import { describeModel } from '../../src/nn/spec/describe'
import { judge, type Calibration, type StrangenessLevel } from '../../src/train/calibration/calibration'
import type { Checkpoint } from '../../src/train/checkpoint'
import { auroc, type Auroc } from './auroc'
import { usingModel } from './fit'
import type { Inks, MeasuringSets } from './sets'
import { calibrationError, tempered } from './temperature'

/** How a calibrated model does on digits and drawings that nothing was fitted on. */
export interface CalibrationReport {
  readonly model: string
  readonly temperature: number
  /** 0…1, on MNIST's test digits. */
  readonly error: { readonly before: number; readonly after: number }
  /** Of MNIST's test digits against every kind of drawing, and against all. */
  readonly aurocs: readonly { readonly name: string; readonly auroc: Auroc }[]
  /** Share of each level: of test digits, of digits of unseen writers, of the drawings. */
  readonly levels: readonly { readonly name: string; readonly shares: Readonly<Record<StrangenessLevel, number>> }[]
}

export async function reportOn(
  engine: Engine,
  checkpoint: Checkpoint & { readonly calibration: Calibration },
  name: string,
  { test, digits, writers, strangers }: MeasuringSets,
): Promise<CalibrationReport> {
  const { calibration, spec } = checkpoint
  const { temperature } = calibration
  const description = describeModel(spec)
  const pixels = description.task.input.height * description.task.input.width
  return usingModel(engine, checkpoint, async (model) => {
    const judgeAll = async ({ inks }: Inks) => {
      const judged = []
      for (let start = 0; start < inks.length; start += pixels) {
        judged.push(judge(calibration, await model.trace(inks.slice(start, start + pixels)), description))
      }
      return judged
    }
    const after = { probabilities: await model.predict(toInk(test.images)), labels: test.labels }
    const before = { ...after, probabilities: tempered(after, 1 / temperature) }
    const ofTest = await judgeAll(digits)
    const ofWriters = await judgeAll(writers)
    const ofStrangers = []
    for (const set of strangers) ofStrangers.push({ name: set.name, judged: await judgeAll(set) })
    const all = { name: 'all', judged: ofStrangers.flatMap(({ judged }) => judged) }
    const scores = (judged: readonly { readonly score: number }[]) => judged.map(({ score }) => score)
    return {
      model: name,
      temperature,
      error: { before: calibrationError(before), after: calibrationError(after) },
      aurocs: [...ofStrangers, all].map((kind) => ({ name: kind.name, auroc: auroc(scores(ofTest), scores(kind.judged)) })),
      levels: [{ name: digits.name, judged: ofTest }, { name: writers.name, judged: ofWriters }, all].map((set) => ({
        name: set.name,
        shares: sharesOf(set.judged),
      })),
    }
  })
}

function sharesOf(judged: readonly { readonly level: StrangenessLevel }[]): Record<StrangenessLevel, number> {
  const share = (wanted: StrangenessLevel) => judged.filter(({ level }) => level === wanted).length / judged.length
  return { usual: share('usual'), unusual: share('unusual'), unlike: share('unlike') }
}

/** Markdown, one row for each model. */
export function reportTable(reports: readonly CalibrationReport[]): string[] {
  const kinds = reports[0]?.aurocs.map(({ name }) => name) ?? []
  return [
    `| model | temperature | calibration error before | after | ${kinds.map((kind) => `AUROC, ${kind}`).join(' | ')} |`,
    `|---|---|---|---|${'---|'.repeat(kinds.length)}`,
    ...reports.map(({ model, temperature, error, aurocs }) => {
      const cells = aurocs.map(({ auroc: { value, low, high } }) => `${value.toFixed(4)} (${low.toFixed(4)} – ${high.toFixed(4)})`)
      return `| \`${model}\` | ${temperature.toFixed(3)} | ${percent(error.before)} | ${percent(error.after)} | ${cells.join(' | ')} |`
    }),
  ]
}

/** How often each word stands beside an answer: usual / unusual / unlike. */
export function levelTable(reports: readonly CalibrationReport[]): string[] {
  const sets = reports[0]?.levels.map(({ name }) => name) ?? []
  return [
    `| model | ${sets.join(' | ')} |`,
    `|---|${'---|'.repeat(sets.length)}`,
    ...reports.map(({ model, levels }) => {
      const cells = levels.map(({ shares: { usual, unusual, unlike } }) =>
        [usual, unusual, unlike].map((share) => (100 * share).toFixed(1)).join(' / '),
      )
      return `| \`${model}\` | ${cells.join(' | ')} |`
    }),
  ]
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}
