import { describe, expect, it } from 'vitest'
import { describeModel } from './describe'
import { parseModelSpec } from './parse'
import { findPreset, presets, type Preset } from './presets'
import { decodeRunSettings } from './training'

describe.each(Object.values<Preset>(presets))('the preset $name', (preset) => {
  it('is a model that can be made, spelt out in full but for the way its weights begin, and a flattening to one vector', () => {
    const parsed = parseModelSpec(preset.spec)
    expect(parsed).toMatchObject(preset.spec)
    for (const [index, layer] of parsed.layers.entries()) {
      const filledIn = Object.keys(layer).filter((name) => !(name in preset.spec.layers[index]!))
      expect(['kernelInitializer', 'recurrentInitializer', 'unitForgetBias', 'memorySpan', 'within']).toEqual(
        expect.arrayContaining(filledIn),
      )
    }
    expect(describeModel(preset.spec).parameterCount).toBeLessThanOrEqual(1_000_000)
  })

  it('trains with settings that are allowed', () => {
    expect(decodeRunSettings(preset.training, 'training')).toEqual(preset.training)
  })

  it('is found by its name and says in one sentence what it teaches', () => {
    expect(findPreset(preset.name)).toBe(preset)
    expect(preset.teaches).toMatch(/^[^.?]+[.?]$/)
  })
})

it('has exactly the parameters of the Keras model it is', () => {
  expect(describeModel(presets.keras.spec).parameterCount).toBe(135_210)
})

it('makes seven timesteps of a picture in the best one', () => {
  const { layers, parameterCount } = describeModel(presets.best.spec)
  expect(layers.find(({ layer }) => layer.type === 'lstm')?.input).toEqual([7, 336])
  expect(parameterCount).toBe(510_170)
})
