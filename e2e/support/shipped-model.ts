import type { Page } from '@playwright/test'
import type { ReadingModel } from '../../src/nn/engine.ts'
import type { PresetName } from '../../src/nn/spec/presets.ts'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine.ts'
import { type Checkpoint, decodeCheckpoint } from '../../src/train/checkpoint.ts'

/** A model file that the page is served with. @param name  of its preset */
export async function shippedCheckpoint(page: Page, name: PresetName = 'row-lstm'): Promise<Checkpoint> {
  const response = await page.request.get(`./models/${name}.safetensors`)
  if (!response.ok()) throw new Error(`the page has no trained model: ${response.status()} ${response.url()}`)
  return decodeCheckpoint(new Uint8Array(await response.body()))
}

/** The same model, computed by the float64 engine in the test's own process. */
export async function shippedModelOnCpu(page: Page): Promise<ReadingModel> {
  const { spec, parameters } = await shippedCheckpoint(page)
  const engine = await createCpuEngine()
  const model = await engine.createModel(spec, { parameters })
  return model
}
