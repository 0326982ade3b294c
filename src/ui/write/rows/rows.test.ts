import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { StoreApi } from 'zustand/vanilla'
import { rowsPresets } from '../../../nn/spec/rows/rows-presets'
import { parseRowsSpec } from '../../../nn/spec/rows/rows-spec'
import { createAppStore } from '../../../state/store'
import { newPage } from '../../../state/store.fixture'
import type { Language, Store } from '../../../state/app-state'
import type { RowsState } from '../../../state/rows/rows-state'
import { loadMessages } from '../../kit/messages/dictionaries'
import { StoreProvider } from '../../kit/store'
import { Rows } from './Rows'

const signal = (name: string) => ({ layer: 'lstm', name, shape: [28, 256], data: new Float32Array(28 * 256) })
const picture = {
  picture: new Uint8Array(784),
  probabilities: new Float32Array(784),
  nats: Float32Array.from({ length: 28 }, (_, row) => row / 10),
  signals: ['i', 'f', 'o', 'g', 'c', 'h'].map(signal),
}
const info = { name: 'rows', parameterCount: 432_092, epochs: 1, trainedOn: [], testLoss: 85.9, testedOn: null }
const drawn: Partial<RowsState> = {
  stage: 'ready',
  info: { ...info, spec: parseRowsSpec(rowsPresets.rows.spec) },
  drawn: { pictures: [picture, picture], kept: 14, temperature: 0.9, seed: 1 },
}

/** The part in a page of this store. */
function Provided({ store }: { readonly store: StoreApi<Store> }) {
  return StoreProvider({ store, children: createElement(Rows) })
}

/** The part as a page shows it in this state. */
async function shown(language: Language, change: Partial<RowsState>): Promise<string> {
  await loadMessages(language)
  const { client, environment } = newPage()
  const store = createAppStore(client, null, environment)
  store.setState(({ view, rows }) => ({ view: { ...view, language }, rows: { ...rows, ...change } }))
  // What is rendered to text is otherwise the store as it began.
  const now = { ...store, getInitialState: () => store.getState() }
  return renderToStaticMarkup(createElement(Provided, { store: now }))
}

describe.each([
  [
    'en',
    'Draw eight digits',
    '85.9 nats per picture',
    'Forget gate f of the drawing LSTM: 28 rows by 256 units',
    'Nats of each row: 37.8 in all, most in row 28',
  ],
  ['zh', '画八个数字', '每幅 85.9 奈特', '28 行，256 个单元', '第 28 行最多'],
] as const)('Row by row in %s', (language, draw, about, gate, nats) => {
  it('asks for nothing before somebody wants a picture', async () => {
    const html = await shown(language, {})
    expect(html).toContain(draw)
    expect(html).not.toContain(about)
    expect(html).not.toContain('drawn-pictures')
  })

  it('shows the pictures, one of them large with its probabilities and gates', async () => {
    const html = await shown(language, drawn)
    for (const text of [about, gate, nats]) expect(html).toContain(text)
    expect(html.match(/aria-pressed/g)).toHaveLength(2)
    // The pictures of the gallery, picture and probabilities large, and six gates.
    expect(html.match(/<canvas/g)).toHaveLength(2 + 2 + 6)
  })

  it('says why the network did not come, and may be asked again', async () => {
    const html = await shown(language, { stage: 'failed', error: null })
    expect(html).toContain('role="alert"')
  })
})
