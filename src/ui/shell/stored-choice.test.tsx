import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { EngineInfo } from '../../nn/engine'
import { createAppStore } from '../../state/store'
import { newPage } from '../../state/store.fixture'
import { loadMessages } from '../kit/messages/dictionaries'
import { StoreProvider } from '../kit/store'
import { StoredChoice } from './StoredChoice'

const gpu: EngineInfo = {
  kind: 'webgpu',
  adapter: 'Card',
  isSoftware: false,
  features: [],
  format: 'float16',
  formats: ['float32', 'float16'],
}
const without: EngineInfo = { ...gpu, format: 'float32', formats: ['float32'] }
const cpu: EngineInfo = { kind: 'cpu', adapter: 'SIMD', isSoftware: false, features: [] }

/** What is chosen, whether there is a choice, and the sentence under it. */
async function shown(engine: EngineInfo, language: 'en' | 'zh', isBusy = false) {
  await loadMessages(language)
  const { client, environment } = newPage()
  const store = createAppStore(client, null, { ...environment, languages: [language] })
  const markup = renderToStaticMarkup(
    <StoreProvider store={store}>
      <StoredChoice engine={engine} isBusy={isBusy} />
    </StoreProvider>,
  )
  return {
    chosen: /aria-checked="true"[^>]*>([^<]*)</.exec(markup)?.[1],
    isOffered: !markup.includes('disabled=""'),
    help: /<p[^>]*>([^<]*)</.exec(markup)?.[1],
  }
}

it('offers 16 bits where the adapter has them, unless something is under way', async () => {
  expect(await shown(gpu, 'en')).toMatchObject({ chosen: '16 bits', isOffered: true, help: expect.stringContaining('half the bytes') })
  expect(await shown(gpu, 'zh')).toMatchObject({ chosen: '16 位', isOffered: true, help: expect.stringContaining('数据量减半') })
  expect(await shown(gpu, 'en', true)).toMatchObject({ isOffered: false })
})

it('says why there is no choice, of the adapter and of the CPU', async () => {
  const name = 'shader-f16'
  expect(await shown(without, 'en')).toMatchObject({
    chosen: '32 bits',
    isOffered: false,
    help: expect.stringMatching(`Card has no .*${name}`),
  })
  expect(await shown(cpu, 'en')).toMatchObject({
    chosen: '32 bits',
    isOffered: false,
    help: expect.stringMatching(`only the WebGPU.*${name}`),
  })
  expect(await shown(without, 'zh')).toMatchObject({ isOffered: false, help: expect.stringMatching(`Card 不支持.*${name}`) })
  expect(await shown(cpu, 'zh')).toMatchObject({ isOffered: false, help: expect.stringContaining('只有 WebGPU 引擎支持') })
})
