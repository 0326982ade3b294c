import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { decodeCheckpoint } from '../train/checkpoint'
import { TestHost } from './test-host.fixture'

it('a model of Keras takes the place of the page’s, and comes back as a file of the page', async () => {
  const host = new TestHost()
  await host.start('cpu')
  const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, '../export/import/saved/keras3.keras')))
  const { model, converted } = await host.ask('loadModel', { bytes, name: 'from Keras' })
  expect(model).toMatchObject({ name: 'from Keras', epochs: 0 })
  expect(model.spec.layers.map(({ type }) => type)).toEqual(['conv1d', 'dropout', 'lstm', 'layerNorm', 'gru', 'dense'])
  expect(decodeCheckpoint(converted!)).toMatchObject({ spec: model.spec, name: 'from Keras' })
  await expect(host.ask('loadModel', { bytes: Uint8Array.of(0x80, 2, 0x8a, 10), name: 'x' })).rejects.toThrow('import')
})

it.each(['onnx', 'pytorch', 'keras', 'tfjs'] as const)('the model is written for %s and read again', async (format) => {
  const host = new TestHost()
  await host.start('cpu')
  const { name, bytes, check } = await host.ask('exportModel', { format })
  expect(name).toMatch(format === 'onnx' ? /\.onnx$/ : new RegExp(`-${format}\\.zip$`))
  expect(bytes.length).toBeGreaterThan(1000)
  expect(check.pictures).toBe(8)
  expect(check.largest).toBeLessThanOrEqual(1e-5)
})
