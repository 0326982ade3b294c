import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { LabelledImages } from '../core/images'
import { encodeIdx } from '../data/idx'
import type { ExportedFile } from './exported'

/** Runs exported models in Python. One process does all the work of a test: PyTorch alone takes seconds to come up. */

const python = inject('python')
const keras = inject('keras')

/** A Python with Keras 3 is nobody's package: where one is named, archives are opened by Keras itself. */
export const hasKeras = keras !== null

/** Tests of exports need Python with torch, onnx and h5py; `npm test` says why they are not run where it is missing. */
export const hasPython = python !== null

/** Where a test's files lie; taken away by `remove`. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'gatelight-export-'))

  /** @returns the path of a new folder with these files */
  put(name: string, files: readonly ExportedFile[]): string {
    const folder = join(this.folder, name)
    mkdirSync(folder, { recursive: true })
    for (const file of files) writeFileSync(join(folder, file.name), file.bytes)
    return folder
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  putFloats(name: string, values: Float32Array): string {
    const path = this.path(name)
    writeFileSync(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    return path
  }

  floats(name: string): Float32Array {
    return new Float32Array(Uint8Array.from(readFileSync(this.path(name))).buffer)
  }

  /** A data set as MNIST's four files. */
  putIdx(name: string, { train, test }: { readonly train: LabelledImages; readonly test: LabelledImages }): string {
    const files = [
      ['train', train],
      ['t10k', test],
    ] as const
    return this.put(
      name,
      files.flatMap(([part, { images, labels }]) => [
        { name: `${part}-images-idx3-ubyte`, bytes: encodeIdx({ shape: [labels.length, 28, 28], data: Uint8Array.from(images) }) },
        { name: `${part}-labels-idx1-ubyte`, bytes: encodeIdx({ shape: [labels.length], data: Uint8Array.from(labels) }) },
      ]),
    )
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/**
 * Runs a script to its end.
 *
 * @param script  Python's source
 * @param args    what it finds in `sys.argv[1:]`
 * @returns what it printed
 * @throws Error with what it complained about
 */
export function runPython(script: string, ...args: readonly string[]): string {
  return spawnPython(['-c', script, ...args])
}

/** The same in the Python that has Keras. */
export function runKeras(script: string, ...args: readonly string[]): string {
  return spawnKeras(['-c', script, ...args])
}

export function spawnKeras(args: readonly string[]): string {
  return spawnPython(args, keras)
}

/** The same with everything that comes before a script, such as `-m torch.distributed.run`. */
export function spawnPython(args: readonly string[], program = python): string {
  if (program === null) throw new Error('there is no Python here')
  // Two processes that compute on two cores each only wait for each other. Keras's other backends are larger.
  const env = { KERAS_BACKEND: 'numpy', ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' }
  const { status, stdout, stderr } = spawnSync(program, [...args], { encoding: 'utf8', env, maxBuffer: 1e8 })
  if (status !== 0) throw new Error(`Python ended with ${status}:\n${stderr.slice(-3000)}`)
  return stdout
}

/** Loads `model.py` of each folder, and writes what it answers to `images.f32` [N,28,28] as `FOLDER.f32`. */
export const ANSWER = `
import importlib.util, json, sys
import numpy as np, torch
torch.set_grad_enabled(False)
for folder, count in json.loads(sys.argv[1]):
    spec = importlib.util.spec_from_file_location("model", folder + "/model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network = module.load()
    assert not network.training
    images = torch.from_numpy(np.fromfile(sys.argv[2], np.float32).reshape(-1, 28, 28)[:count].copy())
    parts = [network(images[start : start + 100]) for start in range(0, count, 100)]
    torch.cat(parts).numpy().astype("<f4").tofile(folder + ".f32")
`

/** Trains `model.py` of each folder with the arguments beside it. */
export const TRAIN = `
import importlib.util, json, sys
for folder, arguments in json.loads(sys.argv[1]):
    spec = importlib.util.spec_from_file_location("model", folder + "/model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.argv = ["model.py", *arguments]
    module.main()
`
