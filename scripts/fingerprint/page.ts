import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import type { Engine, Model } from '../../src/nn/engine'
import { createGpuEngine } from '../../src/nn/engines/gpu/gpu-engine'
import type { Preset } from '../../src/nn/spec/presets'
import { findPreset } from '../../src/nn/spec/presets'
import { bands, somePictures } from '../../src/testing/pictures'

/** The browser's half of `npm run fingerprint`: hashes of what an engine computes for a preset. */

export type FingerprintEngine = 'float64' | 'simd' | 'webgpu'

/** SHA-256 of the bits of each result, as hexadecimal. */
export interface Fingerprint {
  readonly predictions: string
  readonly trace: string
  readonly gradients: string
  /** Losses of ten steps. */
  readonly losses: string
  /** Parameters after them. */
  readonly trained: string
}

declare global {
  interface Window {
    takeFingerprint(engine: FingerprintEngine, preset: string): Promise<Fingerprint>
  }
}

/** Odd, so that no tile is full and a batch ends in a smaller one. */
const PICTURES = 7
const BATCH = 5
const STEPS = 10

const engines: { readonly [Name in FingerprintEngine]: () => Promise<Engine> } = {
  float64: () => createCpuEngine(),
  simd: () => createCpuEngine({ precision: 'float32', threads: 2 }),
  webgpu: () => createGpuEngine(),
}

window.takeFingerprint = async (name, presetName) => {
  const preset = findPreset(presetName)
  if (preset === null) throw new RangeError(`There is no preset ${presetName}`)
  const engine = await engines[name]()
  try {
    const model = await engine.createModel(preset.spec, { seed: 1 })
    return { ...(await read(model, preset)), ...(await train(model, preset)) }
  } finally {
    engine.dispose()
  }
}

async function read(model: Model, { training }: Preset) {
  const { images, labels } = somePictures(PICTURES, 3)
  const trace = await model.trace(images.subarray(0, images.length / PICTURES))
  const { loss, gradients } = await model.lossAndGradients(images, labels, training.loss)
  return {
    predictions: await hash([await model.predict(images)]),
    trace: await hash([trace.input.data, ...trace.signals.map(({ data }) => data), trace.belief.data, trace.probabilities]),
    gradients: await hash([Float32Array.of(loss), ...[...gradients.values()].map(({ data }) => data)]),
  }
}

async function train(model: Model, { training }: Preset) {
  const losses: Float32Array[] = []
  const run = model.fit(bands(STEPS * BATCH - 2), { ...training, epochs: 1, batchSize: BATCH, seed: 1 })
  run.subscribe((event) => {
    if (event.type === 'steps') losses.push(event.report.losses)
  })
  await run.done
  const trained = [...(await model.parameters()).values()].map(({ data }) => data)
  return { losses: await hash(losses), trained: await hash(trained) }
}

async function hash(parts: readonly Float32Array[]): Promise<string> {
  const bytes = await new Blob(parts.map((part) => new Uint8Array(part.slice().buffer))).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
