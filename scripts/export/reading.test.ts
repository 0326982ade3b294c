import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { encodePng } from '../../src/core/png/png'
import { plainDigit } from '../../src/data/digits/generate'
import { pictureFromStrokes } from '../../src/data/drawing/picture'
import { decodeTraceFile } from '../../src/nn/spec/trace-file/trace-file'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { ROOT } from '../headless'
import { type ReadingFormat, readingFiles } from './reading'

/** `npm run export -- … --to trace-json`: the page's own reading of a digit, without a page. */

const checkpoint = decodeCheckpoint(await readFile(join(ROOT, 'public/models/row-lstm.safetensors')))

async function textOf(format: ReadingFormat, picture: string, theme: 'light' | 'dark' = 'light'): Promise<string> {
  const made = await readingFiles(checkpoint, { format, picture, theme })
  if (!(made instanceof Uint8Array)) throw new TypeError('expected one file')
  return new TextDecoder().decode(made)
}

it('a digit that is named, and one in a picture, are read', async () => {
  const named = decodeTraceFile(JSON.parse(await textOf('trace-json', '7')), 'trace')
  expect(named.answer).toMatchObject({ class: 7, label: '7' })
  const folder = await mkdtemp(join(tmpdir(), 'gatelight-reading-'))
  try {
    const grey = Array.from(pictureFromStrokes(plainDigit(7)), (value) => Math.round(255 * value))
    const data = Uint8Array.from(grey.flatMap((value) => [value, value, value, 255]))
    await writeFile(join(folder, 'seven.png'), await encodePng({ width: 28, height: 28, data }))
    const drawn = decodeTraceFile(JSON.parse(await textOf('trace-json', join(folder, 'seven.png'))), 'trace')
    expect(drawn.answer.class).toBe(7)
    expect(drawn.picture.data).toEqual(Float32Array.from(grey, (value) => value / 255))
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('every form is written', async () => {
  expect(await textOf('trace-csv', '3')).toMatch(/^layer,signal,step,unit,value\r\nlstm,i,1,1,/)
  expect(await textOf('reading-svg', '3', 'dark')).toContain('fill="#17181c"')
  const pictures = await readingFiles(checkpoint, { format: 'trace-png', picture: '3', theme: 'light' })
  expect(pictures).toHaveLength(9)
})
