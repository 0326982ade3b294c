import { describe, expect, test } from 'vitest'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { defaultRunSettings, resolveRunSettings } from '../nn/spec/training'
import { keepPreferences, readPreferences, type PreferenceStorage } from './preferences'

class MemoryStorage implements PreferenceStorage {
  constructor(private content: string | null = null) {}
  getItem() {
    return this.content
  }
  setItem(_key: string, value: string) {
    this.content = value
  }
}

const forbidden: PreferenceStorage = {
  getItem: () => {
    throw new DOMException('denied', 'SecurityError')
  },
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError')
  },
}

const defaults = {
  theme: 'system',
  language: 'en',
  curves: { smoothing: 'short', scale: 'linear' },
  settings: defaultRunSettings,
  start: 'fresh',
  speeds: null,
  tourStop: 0,
  own: null,
}

describe('preferences', () => {
  test('come back', () => {
    const storage = new MemoryStorage()
    const preferences = {
      theme: 'dark',
      language: 'zh',
      curves: { smoothing: 'long', scale: 'log' },
      settings: resolveRunSettings({ epochs: 7, batchSize: 32, seed: 5, schedule: { learningRate: 0.01 }, augment: TYPICAL_AUGMENTATION }),
      start: 'current',
      speeds: { adapter: 'SwiftShader', cpu: 1000, webgpu: 150 },
      tourStop: 4,
      own: 'Letters',
    } as const
    keepPreferences(storage, readPreferences(null, ['en']), preferences)
    expect(readPreferences(storage, ['en'])).toEqual(preferences)
  })

  test.each([
    ['no storage', null],
    ['an empty one', new MemoryStorage()],
    ['a forbidden one', forbidden],
    ['no JSON', new MemoryStorage('{')],
    ['something else', new MemoryStorage('[1]')],
    ['nothing', new MemoryStorage('null')],
    [
      'nonsense',
      new MemoryStorage(
        '{"theme":"pink","language":3,"tourStop":-1,"curves":{"smoothing":7,"scale":[]},"speeds":{"cpu":-1},"start":0,"settings":{"epochs":-1,"schedule":{"learningRate":"fast"}}}',
      ),
    ],
  ])('take their defaults from %s', (_, storage) => {
    expect(readPreferences(storage, ['en-GB'])).toEqual(defaults)
  })

  test('of which one is nonsense keep the others', () => {
    const storage = new MemoryStorage('{"theme":"pink","language":"zh","settings":{"epochs":5}}')
    expect(readPreferences(storage, [])).toEqual({ ...defaults, language: 'zh', settings: { ...defaultRunSettings, epochs: 5 } })
    const augmented = new MemoryStorage('{"settings":{"epochs":5,"augment":{"shift":99}}}')
    expect(readPreferences(augmented, [])).toEqual({ ...defaults, settings: { ...defaultRunSettings, epochs: 5 } })
  })

  test('that an earlier version of the page kept come back', () => {
    const storage = new MemoryStorage(
      '{"options":{"epochs":7,"batchSize":32,"learningRate":0.01,"seed":5,"start":"current","augment":{"shift":2,"rotate":10,"scale":0.1,"shear":0.1,"elastic":3}}}',
    )
    const schedule = { learningRate: 0.01 }
    const settings = resolveRunSettings({ epochs: 7, batchSize: 32, seed: 5, schedule, augment: TYPICAL_AUGMENTATION })
    expect(readPreferences(storage, [])).toEqual({ ...defaults, settings, start: 'current' })
    const half = new MemoryStorage('{"options":{"epochs":5}}')
    expect(readPreferences(half, [])).toEqual({ ...defaults, settings: { ...defaultRunSettings, epochs: 5 } })
  })

  test('of two tabs are kept apart: each writes what was changed in it', () => {
    const storage = new MemoryStorage()
    const [a, b] = [readPreferences(storage, ['en']), readPreferences(storage, ['en'])]
    keepPreferences(storage, a, { ...a, theme: 'dark', settings: { ...a.settings, epochs: 9 } })
    keepPreferences(storage, b, { ...b, start: 'current', settings: { ...b.settings, seed: 4 } })
    const { theme, start, settings } = readPreferences(storage, ['en'])
    expect({ theme, start, epochs: settings.epochs, seed: settings.seed }).toEqual({ theme: 'dark', start: 'current', epochs: 9, seed: 4 })
  })

  test('that nobody changed are not written', () => {
    const storage = new MemoryStorage()
    const now = readPreferences(storage, ['zh'])
    keepPreferences(storage, now, { ...now })
    expect(storage.getItem()).toBeNull()
    keepPreferences(storage, now, { ...now, theme: 'dark' })
    expect(readPreferences(storage, ['en'])).toMatchObject({ theme: 'dark', language: 'en' })
  })

  test('follow the browser in its language', () => {
    expect(readPreferences(null, ['zh-TW', 'en']).language).toBe('zh')
    expect(readPreferences(null, ['de', 'zh']).language).toBe('en')
    expect(readPreferences(null, []).language).toBe('en')
  })

  test('that cannot be kept are no error', () => {
    const before = readPreferences(null, [])
    expect(() => keepPreferences(forbidden, before, { ...before, theme: 'dark' })).not.toThrow()
  })
})
