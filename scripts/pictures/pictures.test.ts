import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodePng } from '../animation/decode-png'
import { findTestData } from '../test-data'
import { pictureReader } from './read-pictures'

const { pictures } = findTestData()
const read = await pictureReader()

describe.skipIf(pictures === null)('pictures that were read wrongly once', async () => {
  const folder = pictures ?? ''
  const names = pictures === null ? ['none'] : (await readdir(folder)).filter((name) => name.endsWith('.png'))

  it.each(names)('%s is read', async (name) => {
    const { width, height, data } = decodePng(await readFile(join(folder, name)))
    const reading = await read({ width, height, data: new Uint8ClampedArray(data) })
    expect(reading).toMatchObject({ kind: 'read', answer: Number(name.match(/(\d)\.png$/)?.[1]) })
  })
})
