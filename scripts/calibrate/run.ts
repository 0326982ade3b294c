import { readFile, writeFile } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { Engine, Model } from '../../src/nn/engine'
import { decodeCheckpoint, encodeCheckpoint } from '../../src/train/checkpoint'
import { TRAINING_LOSS } from '../../src/train/loop'
import { readRecord, withRecord } from '../../src/train/record'
import { buildWasm } from '../build-wasm'
import { explain } from '../explain'
import { namesOf } from '../measure/run'
import { INDEX_FILE, indexOf, MODELS_FOLDER, readModelsFolder } from '../ship/folder'
import { readArguments, UsageError } from '../train/usage-error'
import { writeWhole } from '../train/run-files'
import { calibrate, usingModel } from './fit'
import { levelTable, reportOn, reportTable, type CalibrationReport } from './report'
import { loadFittingSets, loadMeasuringSets, type FittingSets, type MeasuringSets } from './sets'
import { createAnsweringEngine } from '../threads/engine'

export const USAGE = `npm run calibrate -- MODEL.safetensors [MODEL.safetensors …] [--report] [--images N]

Makes a model's probabilities honest on MNIST's last 5,000 training digits, fits what tells how usual a drawing is for it, and writes both into the
file, as float16. Then prints how well both do on digits and drawings that nothing was fitted on.

  --report     only print, for files that are calibrated
  --images N   measure strangeness on no more than N pictures of each set`

/** `npm run calibrate`. @throws UsageError; what reading a file throws */
export async function runCalibrate(args: readonly string[]): Promise<void> {
  const { paths, isReport, most } = parseCalibrateOptions(args)
  await buildWasm()
  const engine = await createAnsweringEngine()
  const fitting = isReport ? null : await loadFittingSets()
  const measuring = await loadMeasuringSets(most)
  const reports: CalibrationReport[] = []
  for (const [place, path] of paths.entries()) {
    try {
      if (fitting !== null) await calibrateFile(engine, path, fitting, measuring)
      reports.push(await reportFile(engine, path, namesOf(paths)[place]!, measuring))
    } catch (cause) {
      throw new Error(`${path}: ${explain(cause)}`, { cause })
    }
    console.error(reportTable(reports.slice(-1)).at(-1))
  }
  engine.dispose()
  if (!isReport && paths.some(isShipped)) await writeFile(INDEX_FILE, `${JSON.stringify(indexOf(await readModelsFolder()), null, 2)}\n`)
  console.log([...reportTable(reports), '', ...levelTable(reports)].join('\n'))
}

interface CalibrateOptions {
  readonly paths: readonly string[]
  readonly isReport: boolean
  readonly most: number
}

/** @throws UsageError */
export function parseCalibrateOptions(args: readonly string[]): CalibrateOptions {
  return readArguments(() => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { report: { type: 'boolean', default: false }, images: { type: 'string' } },
    })
    if (positionals.length === 0) throw new UsageError('No model is named')
    const most = values.images === undefined ? Infinity : Number(values.images)
    if (!(most >= 1)) throw new UsageError(`--images ${values.images}: allowed are numbers from 1`)
    return { paths: positionals, isReport: values.report, most }
  })
}

/** The weights change a little, so that a measured accuracy is measured again. */
async function calibrateFile(engine: Engine, path: string, fitting: FittingSets, { test }: MeasuringSets): Promise<void> {
  const file = await readFile(path)
  const before = decodeCheckpoint(file)
  const after = await calibrate(engine, before, fitting)
  const isMeasured = before.testedOn === test.name
  const testAccuracy = isMeasured ? await usingModel(engine, after, accuracyOn(test)) : before.testAccuracy
  const bytes = encodeCheckpoint({ ...after, testAccuracy }, 'F16')
  const record = readRecord(file)
  await writeWhole(path, record === null ? bytes : withRecord(bytes, record))
}

function accuracyOn(test: MeasuringSets['test']) {
  return async (model: Model): Promise<number> => (await model.evaluate(test, TRAINING_LOSS)).accuracy
}

async function reportFile(engine: Engine, path: string, name: string, measuring: MeasuringSets): Promise<CalibrationReport> {
  const { calibration, ...checkpoint } = decodeCheckpoint(await readFile(path))
  if (calibration === undefined) throw new UsageError('The model is not calibrated: leave out --report')
  return reportOn(engine, { ...checkpoint, calibration }, name, measuring)
}

function isShipped(path: string): boolean {
  return relative(MODELS_FOLDER, dirname(path)) === ''
}
