import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { IMAGE_PIXELS } from '../src/core/images.ts'
import { loadMnistFiles } from '../src/data/index.ts'
import { MNIST, MNIST_PARTS } from '../src/data/mnist-files.ts'
import { createCpuEngine } from '../src/nn/cpu-engine.ts'
import { decodeCheckpoint } from '../src/train/checkpoint.ts'
import { ROOT } from './headless.ts'

/** `npm run gradient-flow`: how much of the gradient is left at each row of the digit on its way back, for trained models. */

const USAGE = `npm run gradient-flow -- MODEL.safetensors [MODEL.safetensors …] [--images 200]

For each model the norm of dLoss/dh_t, against the digit's own class, relative to the last row's: the median over test images, and what
nine in ten pictures lie between.`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { images: { type: 'string', default: '200' } } })
  const count = Number(values.images)
  if (positionals.length === 0 || !Number.isSafeInteger(count) || count < 1) throw new RangeError(USAGE)
  const { images, labels } = await testImages()
  const engine = await createCpuEngine()
  for (const path of positionals) {
    const { spec, seed, parameters } = decodeCheckpoint(await readFile(path))
    const model = await engine.createModel(spec, { seed })
    await model.setParameters(parameters)
    const ratios: number[][] = []
    for (let index = 0; index < count; index++) {
      const image = Float32Array.from(images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS), (value) => value / 255)
      const { gradients } = await model.trace(image, { gradients: { label: labels[index]! } })
      const hidden = gradients?.states.find(({ signal }) => signal === 'h')
      if (hidden === undefined) throw new RangeError(`${path}: the model has no recurrent layer`)
      hidden.norms.forEach((norm, t) => {
        // Relative in each picture: what it is sure of has a small gradient everywhere.
        ;(ratios[t] ??= []).push(norm / hidden.norms.at(-1)!)
      })
    }
    report(path, ratios)
  }
}

async function testImages() {
  const files = MNIST_PARTS.map(async (part) => {
    const name = `${MNIST[part].name}.gz`
    return new File([await readFile(join(ROOT, 'public/mnist', name))], name)
  })
  const { dataset } = await loadMnistFiles(await Promise.all(files))
  return dataset.test
}

function report(path: string, ratios: readonly (readonly number[])[]): void {
  const rows = [1, 5, 10, 14, 18, 22, 25, 27, 28].filter((row) => row <= ratios.length)
  const line = (name: string, cell: (row: number) => string) =>
    console.log(`  ${name.padEnd(7)}${rows.map((row) => cell(row).padStart(8)).join('')}`)
  const quantile = (row: number, share: number) => {
    const sorted = ratios[row - 1]!.toSorted((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toPrecision(2)
  }
  console.log(basename(path))
  line('row', String)
  line('5 %', (row) => quantile(row, 0.05))
  line('median', (row) => quantile(row, 0.5))
  line('95 %', (row) => quantile(row, 0.95))
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
