import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { newPage } from '../../state/store.fixture'
import { createAppStore } from '../../state/store'
import type { EngineFigures } from '../../worker/protocol'
import { loadMessages } from '../kit/messages/dictionaries'
import { StoreProvider } from '../kit/store'
import { MachineFigures } from './MachineFigures'

const base = { adapter: 'A', isSoftware: false, features: [], threads: null }
const engines: readonly EngineFigures[] = [
  {
    ...base,
    kind: 'webgpu',
    training: [
      { batch: 64, imagesPerSecond: 12_345.6 },
      { batch: 1024, imagesPerSecond: 98_765.4 },
    ],
    reading: 1.2345,
    manyPerSecond: 54_321,
  },
  { ...base, kind: 'cpu', threads: 2, training: [{ batch: 64, imagesPerSecond: 3873 }], reading: 0.21, manyPerSecond: 6531 },
]

/** The cells of each row. */
async function rows(language: 'en' | 'zh'): Promise<string[][]> {
  await loadMessages(language)
  const { client, environment } = newPage()
  const store = createAppStore(client, null, { ...environment, languages: [language] })
  const markup = renderToStaticMarkup(
    <StoreProvider store={store}>
      <MachineFigures engines={engines} />
    </StoreProvider>,
  )
  return [...markup.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>([^<]*)</g)].map(([, cell = '']) => cell),
  )
}

it('has a column for each engine, and a row for each size of batch that one of them was given', async () => {
  expect(await rows('en')).toEqual([
    ['work', 'WebGPU', 'CPU'],
    ['Training, batches of 64', '12,346', '3,873'],
    ['Training, batches of 1,024', '98,765', '–'],
    ['Reading 256 at once', '54,321', '6,531'],
    ['Reading one, milliseconds', '1.23', '0.21'],
  ])
})

it('is there in Chinese', async () => {
  expect((await rows('zh')).map(([name]) => name)).toEqual([
    '项目',
    '训练，每批 64 张',
    '训练，每批 1,024 张',
    '一次识别 256 张',
    '识别一张，毫秒',
  ])
})
