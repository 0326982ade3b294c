import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { sliceExamples, type LabelledImages } from '../src/core/images'
import { createCpuEngine } from '../src/nn/engines/cpu/cpu-engine'
import type { Engine } from '../src/nn/engine'
import { decodeCheckpoint } from '../src/train/checkpoint'
import { explain } from './explain'
import { measureFlows } from './gradient-flow/flow'
import { measureFresh } from './gradient-flow/fresh'
import { drawFlows } from './gradient-flow/picture'
import { flowTable, waitingTable } from './gradient-flow/report'
import { accuracyAfterWaiting } from './gradient-flow/waiting'
import { mnistTestSet } from './mnist-test-set'

/** `npm run gradient-flow`: how far gradients reach back and memories forward, in untrained and in trained readers. */

const USAGE = `npm run gradient-flow -- MODEL.safetensors [MODEL.safetensors …] [--images 200]
npm run gradient-flow -- --fresh [--svg FILE]

For each model the norm of the gradient of each recurrent state at every timestep, relative to the timestep read last: the median over
MNIST's first test images and what nine in ten lie between; then how many of them it still answers rightly when it may only answer after
some more timesteps without ink. --fresh measures untrained RNNs and LSTMs on long sequences instead, and draws them.`

/** Blank timesteps after a digit. */
const WAITS = [0, 1, 2, 4, 8, 16, 32]

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { images: { type: 'string', default: '200' }, fresh: { type: 'boolean', default: false }, svg: { type: 'string' } },
  })
  const count = Number(values.images)
  const isSensible = Number.isSafeInteger(count) && count > 0 && values.fresh === (positionals.length === 0)
  if (!isSensible || (values.svg !== undefined && !values.fresh)) throw new RangeError(USAGE)
  const test = await mnistTestSet()
  const engine = await createCpuEngine()
  if (values.fresh) await reportFresh(engine, test, values.svg)
  for (const path of positionals) await reportTrained(engine, path, sliceExamples(test, 0, count))
}

async function reportFresh(engine: Engine, test: LabelledImages, svg: string | undefined): Promise<void> {
  const sequences = await measureFresh(engine, test)
  for (const { title, images, flows } of sequences) {
    console.log(`${title}, ${images} pictures`)
    for (const flow of flows) console.log(flowTable(flow).join('\n'))
  }
  if (svg !== undefined) await writeFile(svg, drawFlows(sequences))
}

async function reportTrained(engine: Engine, path: string, test: LabelledImages): Promise<void> {
  const checkpoint = decodeCheckpoint(await readFile(path))
  const model = await engine.createModel(checkpoint.spec, { parameters: checkpoint.parameters })
  console.log(`${basename(path)}, ${test.labels.length} pictures`)
  for (const flow of await measureFlows(model, test)) console.log(flowTable(flow).join('\n'))
  const accuracies = new Map(WAITS.map((blank) => [blank, accuracyAfterWaiting(checkpoint, test, blank)]))
  console.log(waitingTable(accuracies).join('\n'))
  model.dispose()
}

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exitCode = 1
})
