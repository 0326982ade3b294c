import { describe, expect, it } from 'vitest'
import { decodePng } from '../../../../scripts/animation/decode-png'
import { plainDigit } from '../../../data/digits/generate'
import { pictureFromStrokes } from '../../../data/drawing'
import { createCpuEngine } from '../../../nn/engines/cpu/cpu-engine'
import { presets, type PresetName } from '../../../nn/spec/presets'
import { formatFor } from '../../kit/format'
import { loadMessages, messagesFor } from '../../kit/messages/dictionaries'
import { ownColumns } from '../../maps/unit-columns'
import { modelView } from '../../network/layers'
import type { FigureInput } from './figure-input'
import { framesOf } from './film'
import { FIGURE_WIDTH, readingFigure } from './reading-figure'
import { clipped, estimatedWidth, type MapMark, type TextMark, wrapped } from './scene'
import { signalPictures } from './signal-pictures'
import { figureSvg } from './svg'

/** Figures of readings, made without a page. */

const colours = { paper: '#fff', sunken: '#eee', field: '#000', ink: '#111', ink2: '#444', ink3: '#666', accent: '#c41' }
const fonts = { text: "'A & B', sans-serif", title: 'serif', math: 'serif' }

async function inputOf(preset: PresetName, language: 'en' | 'zh' = 'en'): Promise<FigureInput> {
  const { spec } = presets[preset]
  const engine = await createCpuEngine()
  const network = await engine.createModel(spec, { seed: 5 })
  const trace = await network.trace(pictureFromStrokes(plainDigit(3)))
  engine.dispose()
  const model = modelView(spec)
  await loadMessages(language)
  const messages = messagesFor(language)
  return {
    name: preset,
    model,
    trace,
    layers: model.layers,
    columnsOf: () => ownColumns,
    messages,
    format: formatFor(language),
    language,
    colours,
    fonts,
    share: 1,
  }
}

const names = Object.keys(presets).filter((name): name is PresetName => name in presets)

describe.each(names)('a figure of %s', (preset) => {
  it('has every map of every layer, within its width, in both languages', { timeout: 60_000 }, async () => {
    for (const language of ['en', 'zh'] as const) {
      const input = await inputOf(preset, language)
      const scene = readingFigure(input)
      const maps = scene.marks.filter((mark): mark is MapMark => mark.kind === 'map')
      const signals = input.layers.reduce((count, { signals: shown, others }) => count + shown.length + others.length, 0)
      expect(maps.length).toBeGreaterThanOrEqual(signals)
      for (const { x, y, width, height, columns, rows, pixels } of maps) {
        expect(pixels).toHaveLength(4 * columns * rows)
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x + width).toBeLessThanOrEqual(FIGURE_WIDTH)
        expect(y + height).toBeLessThanOrEqual(scene.height)
        expect(pixels.some((value) => value !== 0)).toBe(true)
      }
      const texts = scene.marks.filter((mark): mark is TextMark => mark.kind === 'text')
      for (const { text, y } of texts) {
        expect(text).not.toContain('undefined')
        expect(y).toBeLessThanOrEqual(scene.height)
      }
      if (input.model.belief !== null) expect(texts.map(({ text }) => text)).toContain(input.messages.reading.legend.probability)
    }
  })

  it('is filled step by step', { timeout: 60_000 }, async () => {
    const input = await inputOf(preset)
    const frames = framesOf(input)
    if (frames < 2) return
    const filled = [0.25, 0.5, 1].map((share) => {
      const maps = readingFigure({ ...input, share }).marks.filter((mark): mark is MapMark => mark.kind === 'map')
      return maps.reduce((sum, { pixels }) => sum + pixels.filter((value, at) => at % 4 === 3 && value === 255).length, 0)
    })
    expect(filled[0]).toBeLessThan(filled[1]!)
    expect(filled[1]).toBeLessThan(filled[2]!)
  })
})

it('a vector figure is one file of text and pictures', async () => {
  const input = await inputOf('row-lstm')
  const svg = new TextDecoder().decode(await figureSvg(readingFigure({ ...input, name: '<a & "b">\u0007\ud800' })))
  expect(svg).toContain('&lt;a &amp; &quot;b&quot;&gt; · LSTM')
  expect(svg).toContain(`font-family="'A &amp; B', sans-serif"`)
  expect([...svg.matchAll(/xlink:href="([^"]{0,22})/g)].every(([, address]) => address === 'data:image/png;base64,')).toBe(true)
  expect(svg.match(/<image /g)).toHaveLength(8)
  expect(svg).not.toMatch(/\p{Cs}/u)
  expect(svg.includes('\u0007')).toBe(false)
})

it('every signal is a picture, a square for each value', async () => {
  const input = await inputOf('row-lstm')
  const { spec } = presets['row-lstm']
  const pictures = await signalPictures({ model: { name: 'm', spec }, trace: input.trace })
  expect(pictures.map(({ name }) => name)).toEqual([
    'picture.png',
    'belief.png',
    ...['i', 'f', 'o', 'g', 'c', 'h'].map((name) => `lstm-${name}.png`),
    ...input.trace.signals.filter(({ layer }) => layer !== 'lstm').map(({ layer, name }) => `${layer}-${name}.png`),
  ])
  const { width, height } = decodePng(pictures[2]!.bytes)
  expect([width, height]).toEqual([8 * 128, 8 * 28])
})

describe('text without a page to measure it', () => {
  it('is clipped and wrapped to its room', () => {
    expect(clipped('short', 20, 400)).toBe('short')
    const cut = clipped('a name that is much too long for its map', 20, 120)
    expect(cut).toMatch(/…$/)
    expect(estimatedWidth(cut, 20)).toBeLessThanOrEqual(120)
    const lines = wrapped('Read as 3 with 99%. The network made up its mind at row 21.', 20, 200)
    expect(lines.join(' ')).toBe('Read as 3 with 99%. The network made up its mind at row 21.')
    for (const line of lines) expect(estimatedWidth(line, 20)).toBeLessThanOrEqual(200)
    for (const line of wrapped('网络在第二十一行拿定主意，此后答案不再改变。', 20, 180)) expect(line).not.toMatch(/^[，。]/)
  })
})
