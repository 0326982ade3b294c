import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { sliceExamples, type LabelledImages } from '../src/core/images'
import { createFastCpuEngine } from '../src/nn/engines/cpu/cpu-engine'
import type { Engine } from '../src/nn/engine'
import { decodeCheckpoint } from '../src/train/checkpoint'
import { TRAINING_LOSS } from '../src/train/loop'
import { encodePng } from './animation/png'
import { buildWasm } from './build-wasm'
import { drawMisread } from './measure/misread'
import { isSetName, loadSet, SET_NAMES } from './measure/sets'
import { accuracyTable, commonMistakes, type Measured } from './measure/table'

/** `npm run measure`: how many digits of which sets models read rightly. */

const USAGE = `npm run measure -- MODEL.safetensors [MODEL.safetensors …] [--on mnist,writers] [--images N] [--misread FILE.png]

Accuracy with its 95 % interval and of every class, as Markdown, and the commonest mistakes.

  --on SETS        mnist: MNIST's test digits; writers: digits of writers 26 to 30 of the pen digits, as the pad would make them;
                   to choose by: writers-choosing (writers 24 and 25); to choose by, and seen in trainings: mnist-train (MNIST's
                   first 10,000 training digits) and writers-train (writers 1 to 23) (mnist,writers)
  --images N       use no more than the first N of each set
  --misread FILE   draw the misread digits of the last model and set, in order of class and answer`

const MOST_MISTAKES = 12
const MOST_DRAWN = 1200

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { on: { type: 'string', default: 'mnist,writers' }, images: { type: 'string' }, misread: { type: 'string' } },
  })
  const names = values.on.split(',')
  const most = values.images === undefined ? Infinity : Number(values.images)
  const unknown = names.find((name) => !isSetName(name))
  if (unknown !== undefined) throw new RangeError(`--on ${unknown}: allowed are ${SET_NAMES.join(', ')}`)
  if (positionals.length === 0 || !(most > 0)) throw new RangeError(USAGE)
  await buildWasm()
  const sets = await Promise.all(names.filter(isSetName).map(loadSet))
  const engine = await createFastCpuEngine(1)
  const rows: Measured[] = []
  for (const path of positionals) {
    for (const set of sets) {
      const part = sliceExamples(set, 0, Math.min(most, set.labels.length))
      const row = await measure(engine, path, part)
      rows.push(row)
      console.error(`${row.model}, ${row.set}: ${commonMistakes(row, MOST_MISTAKES).join(', ')}`)
      if (values.misread !== undefined) await writeFile(values.misread, encodePng(drawMisread(part, row.answers, MOST_DRAWN)))
    }
  }
  console.log(accuracyTable(rows).join('\n'))
}

async function measure(engine: Engine, path: string, set: LabelledImages): Promise<Measured> {
  const { spec, parameters } = decodeCheckpoint(await readFile(path))
  const model = await engine.createModel(spec, { parameters })
  try {
    const { predictions } = await model.evaluate(set, TRAINING_LOSS)
    return { model: basename(path, '.safetensors'), set: set.name, labels: set.labels, answers: predictions }
  } finally {
    model.dispose()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
