import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataSet, LabelledImages } from '../src/core/images'
import { loadMnistFiles } from '../src/data/index'
import { MNIST, MNIST_PARTS } from '../src/data/mnist-files'
import { ROOT } from './headless'

/** MNIST from `public/mnist/`, checked. @throws DataIncompleteError, or what reading a file throws */
export async function mnistSets(): Promise<DataSet> {
  const files = MNIST_PARTS.map(async (part) => {
    const name = `${MNIST[part].name}.gz`
    return new File([await readFile(join(ROOT, 'public/mnist', name))], name)
  })
  const { dataset } = await loadMnistFiles(await Promise.all(files))
  return dataset
}

/** MNIST's 10,000 test digits from `public/mnist/`, checked. @throws as `mnistSets` */
export async function mnistTestSet(): Promise<LabelledImages> {
  return (await mnistSets()).test
}
