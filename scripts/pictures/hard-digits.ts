import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseIdx } from '../../src/data/idx'
import { findTestData } from '../test-data'
import { hardPicture, type Kind } from './hard-pictures'
import { pictureReader, type Reading } from './read-pictures'

const { mnist } = findTestData()

/** Surer than this, a wrong answer is no longer a doubt that the visitor sees. */
const SURE = 0.6

/** Tests that MNIST's first 100 test digits are read in pictures as people take them. The kinds are in several files, which run side by side. */
export async function testHardDigits(kinds: readonly Kind[]): Promise<void> {
  const read = await pictureReader()
  describe.skipIf(mnist === null)('MNIST’s first 100 test digits, in pictures as people take them', () => {
    it.each(kinds)(
      '%s: at least 90 are read',
      async (kind) => {
        const { images, labels } = await firstDigits(100)
        const wrong: string[] = []
        for (const [index, label] of labels.entries()) {
          const reading = await read(hardPicture(kind, images.subarray(784 * index, 784 * (index + 1)), index))
          if (reading.kind !== 'read' || reading.answer !== label) wrong.push(`digit ${index}, a ${label}: ${told(reading)}`)
        }
        console.info(`${kind}: ${labels.length - wrong.length} of ${labels.length} read. ${wrong.join('; ')}`)
        expect(wrong.length).toBeLessThanOrEqual(10)
      },
      600_000,
    )
  })
}

function told(reading: Reading): string {
  if (reading.kind !== 'read') return reading.kind
  return `read as ${reading.answer}${reading.probability > SURE ? ', surely' : ''}`
}

async function firstDigits(count: number): Promise<{ images: Uint8Array; labels: Uint8Array }> {
  const file = async (name: string) => new Uint8Array(gunzipSync(await readFile(join(mnist ?? '', `${name}.gz`))))
  const images = parseIdx(await file('t10k-images-idx3-ubyte'), { source: 'MNIST', file: 'images' })
  const labels = parseIdx(await file('t10k-labels-idx1-ubyte'), { source: 'MNIST', file: 'labels' })
  return { images: images.data.subarray(0, 784 * count), labels: labels.data.subarray(0, count) }
}
