import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** [file, source, allowed]: the one-way rule by example; the lines of one file are linted together, at its place in a project. */
const examples: readonly (readonly [file: string, source: string, verdict: 'allowed' | 'refused'])[] = [
  ['src/core/a.ts', `import './b'`, 'allowed'],
  ['src/core/a.ts', `import '../gpu/device'`, 'refused'],
  ['src/core/a.ts', `import 'react'`, 'refused'],
  ['src/core/a.ts', `export * from '../data/idx'`, 'refused'],
  ['src/core/a.ts', `await import('../nn/index')`, 'refused'],
  ['src/core/a.ts', `document.title = ''`, 'refused'],
  ['src/core/a.test.ts', `import '../testing/tolerance'`, 'allowed'],

  ['src/statistics/a.ts', `import '../core/task'`, 'allowed'],
  ['src/statistics/a.ts', `import '../data/idx'`, 'refused'],
  ['src/statistics/a.ts', `document.title = ''`, 'refused'],

  ['src/gpu/a.ts', `import '../core/errors'`, 'allowed'],
  ['src/gpu/a.ts', `import type { X } from '../nn/engine'`, 'refused'],
  ['src/gpu/a.ts', `import '../../shaders/gemm/a.wgsl?raw'`, 'refused'],

  ['src/nn/a.ts', `import '../gpu/kernel'`, 'allowed'],
  ['src/nn/a.ts', `import '../data/mnist'`, 'refused'],
  ['src/nn/a.ts', `import '../train/loop'`, 'refused'],
  ['src/nn/a.ts', `import '../testing/tolerance'`, 'refused'],
  ['src/nn/a.ts', `import 'react'`, 'refused'],
  ['src/nn/a.ts', `window.close()`, 'refused'],
  ['src/nn/layers/lstm/gpu.ts', `import '../../../gpu/kernel'`, 'allowed'],
  ['src/nn/layers/lstm/gpu.ts', `import '../../../../shaders/lstm/a.wgsl?raw'`, 'allowed'],
  ['src/nn/layers/lstm/gpu.ts', `import '../../../worker/protocol'`, 'refused'],
  ['src/nn/layers/lstm/cpu.ts', `import '../../operations/cpu/matrix'`, 'allowed'],
  ['src/nn/layers/lstm/cpu.ts', `import '../../engines/cpu/network'`, 'refused'],
  ['src/nn/layers/lstm/gpu.ts', `import '../../engines/gpu/network'`, 'refused'],
  ['src/nn/layers/lstm/gpu.ts', `import '../../operations/gpu/gemm'`, 'allowed'],
  ['src/nn/layers/cpu-registry.ts', `import './lstm/cpu'`, 'allowed'],
  ['src/nn/layers/cpu-registry.ts', `import './lstm/gpu'`, 'refused'],
  ['src/nn/losses/mean-squared-error/gpu.ts', `import '../../engines/gpu/plans'`, 'refused'],
  ['src/nn/optimizers/cpu-optimizer.ts', `import './gpu-optimizer'`, 'refused'],
  ['src/nn/operations/gpu/gemm.ts', `import '../../layers/lstm/gpu'`, 'refused'],
  ['src/nn/operations/gpu/gemm.ts', `import '../../engines/gpu/network'`, 'refused'],
  ['src/nn/operations/gpu/gemm.ts', `import './tensor'`, 'allowed'],
  ['src/nn/operations/cpu/simd32.ts', `import '../gpu/gemm'`, 'refused'],
  ['src/nn/operations/cpu/simd32.ts', `import './arithmetic/optimizers'`, 'allowed'],
  ['src/nn/layers/lstm/cpu.ts', `import './spec'`, 'allowed'],
  ['src/nn/layers/lstm/cpu.ts', `import './gpu'`, 'refused'],
  ['src/nn/layers/recurrent/cpu-reader.ts', `import './gpu'`, 'refused'],
  ['src/nn/layers/lstm/cpu.ts', `import '../../../gpu/kernel'`, 'refused'],
  ['src/nn/engines/cpu/cpu-engine.ts', `import '../gpu/gpu-engine'`, 'refused'],
  ['src/nn/engines/cpu/cpu-engine.ts', `import '../../../state/store'`, 'refused'],
  ['src/nn/layers/lstm/spec.ts', `import '../../spec/definition'`, 'allowed'],
  ['src/nn/layers/lstm/spec.ts', `import './gpu'`, 'refused'],
  ['src/nn/layers/lstm/spec.ts', `import './cpu'`, 'refused'],
  ['src/nn/spec/a.ts', `import '../layers/lstm/spec'`, 'allowed'],
  ['src/nn/spec/a.ts', `import type { X } from '../engine'`, 'allowed'],
  ['src/nn/spec/a.ts', `import { x } from '../engine'`, 'refused'],
  ['src/nn/spec/a.ts', `import '../layers/lstm/gpu'`, 'refused'],
  ['src/nn/spec/a.ts', `import '../engines/gpu/gpu-engine'`, 'refused'],
  ['src/nn/spec/a.ts', `import '../operations/cpu/scan'`, 'refused'],
  ['src/nn/spec/a.ts', `import '../../gpu/device'`, 'refused'],

  ['src/data/a.ts', `import '../core/images'`, 'allowed'],
  ['src/data/a.ts', `import 'idb'`, 'allowed'],
  ['src/data/a.ts', `import '../nn/index'`, 'refused'],
  ['src/data/digits/a.ts', `import '../../gpu/device'`, 'refused'],
  ['src/data/a.ts', `import 'zustand'`, 'refused'],
  ['src/data/a.ts', `localStorage.clear()`, 'refused'],

  ['src/train/a.ts', `import '../nn/index'`, 'allowed'],
  ['src/train/a.ts', `import '../nn/spec/presets'`, 'allowed'],
  ['src/train/a.ts', `import '../data/mnist'`, 'allowed'],
  ['src/train/a.ts', `import '../nn/engines/gpu/gpu-engine'`, 'refused'],
  ['src/train/a.ts', `import '../nn/layers/lstm/gpu'`, 'refused'],
  ['src/train/a.ts', `import '../gpu/device'`, 'refused'],
  ['src/train/a.ts', `import '../worker/protocol'`, 'refused'],
  ['src/train/a.ts', `import '../export/index'`, 'refused'],

  ['src/export/a.ts', `import '../train/checkpoint'`, 'allowed'],
  ['src/export/a.ts', `import '../nn/spec/convolution'`, 'allowed'],
  ['src/export/onnx/a.ts', `import '../../nn/layers/recurrent/spec'`, 'refused'],
  ['src/export/a.ts', `import '../nn/engines/cpu/cpu-engine'`, 'refused'],
  ['src/export/a.ts', `import '../worker/protocol'`, 'refused'],

  ['src/worker/host.ts', `import '../train/loop'`, 'allowed'],
  ['src/worker/host.ts', `import '../export/index'`, 'allowed'],
  ['src/worker/requests/read.ts', `import '../../export/index'`, 'refused'],
  ['src/worker/host.ts', `import '../nn/engines/cpu/cpu-engine'`, 'refused'],
  ['src/worker/host.ts', `import '../state/store'`, 'refused'],
  ['src/worker/client.ts', `import type { X } from '../nn/engine'`, 'allowed'],
  ['src/worker/client.ts', `import '../nn/index'`, 'refused'],
  ['src/worker/client.ts', `import '../train/loop'`, 'refused'],
  ['src/worker/client.ts', `import './host'`, 'refused'],
  ['src/worker/client.ts', `import './host-context'`, 'refused'],
  ['src/worker/client.ts', `import type { Z } from './trainer'`, 'allowed'],
  ['src/worker/client.ts', `import './messages'`, 'allowed'],
  ['src/worker/client.ts', `import './requests/index'`, 'allowed'],
  ['src/worker/client.ts', `import './requests/answers'`, 'refused'],
  ['src/worker/events.ts', `import './values/models'`, 'allowed'],
  ['src/worker/requests/read.ts', `import '../values/trace'`, 'allowed'],
  ['src/worker/requests/read.ts', `import '../../nn/spec/trace'`, 'allowed'],
  ['src/worker/requests/read.ts', `import type { X } from '../context'`, 'allowed'],
  ['src/worker/requests/read.ts', `import { y } from '../trainer'`, 'refused'],
  ['src/worker/requests/read.ts', `import '../../nn/index'`, 'refused'],
  ['src/worker/requests/read.ts', `import '../../train/checkpoint'`, 'refused'],
  ['src/worker/requests/index.ts', `import './read'`, 'allowed'],
  ['src/worker/requests/index.ts', `import './answers'`, 'refused'],
  ['src/worker/values/trace.ts', `import './pictures'`, 'allowed'],
  ['src/worker/values/trace.ts', `import '../host'`, 'refused'],

  ['src/state/a.ts', `import '../worker/client'`, 'allowed'],
  ['src/state/a.ts', `import '../nn/spec/describe'`, 'allowed'],
  ['src/state/a.ts', `import '../data/drawing'`, 'allowed'],
  ['src/state/a.ts', `import type { X } from '../worker/protocol'`, 'allowed'],
  ['src/state/a.ts', `import type { Y } from '../nn/engine'`, 'allowed'],
  ['src/state/a.ts', `import { a } from '../nn'`, 'refused'],
  ['src/state/a.ts', `import { b } from '../nn/engine'`, 'refused'],
  ['src/state/a.ts', `import { c } from '../worker/host'`, 'refused'],
  ['src/state/a.ts', `import type { Z } from '../worker/requests/index'`, 'allowed'],
  ['src/state/a.ts', `import { d } from '../worker/requests/index'`, 'refused'],
  ['src/state/a.ts', `import '../gpu/device'`, 'refused'],
  ['src/state/a.ts', `import '../ui/app'`, 'refused'],
  ['src/state/a.ts', `import '../export/index'`, 'refused'],

  ['src/ui/kit/a.ts', `import '../network/layers'`, 'refused'],
  ['src/ui/kit/messages/en/learn.ts', `import type { X } from '../../../tour/stops'`, 'refused'],
  ['src/ui/code/a.ts', `import '../kit/Dialog'`, 'allowed'],
  ['src/ui/code/a.ts', `import '../network/layers'`, 'refused'],
  ['src/ui/code/a.ts', `import '../../../shaders/lstm/a.wgsl?raw'`, 'refused'],
  ['src/ui/explain/a.ts', `import '../code/CodeLink'`, 'allowed'],
  ['src/ui/network/a.ts', `import '../kit/store'`, 'allowed'],
  ['src/ui/network/a.ts', `import '../maps/layout'`, 'refused'],
  ['src/ui/maps/aligned/a.ts', `import '../../network/layers'`, 'allowed'],
  ['src/ui/maps/aligned/a.ts', `import '../../reading/Tier'`, 'refused'],
  ['src/ui/explain/a.ts', `import '../maps/layout'`, 'allowed'],
  ['src/ui/explain/a.ts', `import '../learn/Section'`, 'refused'],
  ['src/ui/tour/a.ts', `import '../explain/facts'`, 'allowed'],
  ['src/ui/tour/a.ts', `import '../pad/Pad'`, 'refused'],
  ['src/ui/reading/a.ts', `import '../tour/TourButton'`, 'allowed'],
  ['src/ui/reading/a.ts', `import '../learn/Learn'`, 'refused'],
  ['src/ui/reading/gradients/a.ts', `import '../../maps/layout'`, 'allowed'],
  ['src/ui/reading/gradients/a.ts', `import '../surgery/lessons'`, 'refused'],
  ['src/ui/reading/gradients/a.ts', `import { t } from '../../../worker/client'`, 'refused'],
  ['src/ui/learn/a.ts', `import '../reading/Maps'`, 'refused'],
  ['src/ui/compose/a.ts', `import '../training/Settings'`, 'refused'],
  ['src/ui/compare/a.ts', `import '../judge/Table'`, 'refused'],
  ['src/ui/compare/a.ts', `import '../kit/Chart'`, 'allowed'],
  ['src/ui/compose/a.ts', `import '../network/NetworkPicture'`, 'allowed'],
  ['src/ui/training/a.ts', `import '../pad/Pad'`, 'refused'],
  ['src/ui/training/a.ts', `import '../judge/Judge'`, 'refused'],
  ['src/ui/training/a.ts', `import '../compare/Compare'`, 'refused'],
  ['src/ui/judge/a.ts', `import '../../statistics/confusion'`, 'allowed'],
  ['src/ui/judge/a.ts', `import '../training/Curves'`, 'refused'],
  ['src/ui/judge/a.ts', `import '../maps/layout'`, 'allowed'],
  ['src/ui/shell/a.ts', `import '../meter/Meter'`, 'allowed'],
  ['src/ui/pad/a.ts', `import '../maps/PartRead'`, 'allowed'],
  ['src/ui/pad/a.ts', `import '../reading/PartRead'`, 'refused'],
  ['src/ui/pad/a.ts', `import type { Z } from '../shell/FilePicker'`, 'refused'],
  ['src/ui/pad/a.ts', `import '../../state/store'`, 'allowed'],
  ['src/ui/pad/a.ts', `import '../../nn/spec/describe'`, 'allowed'],
  ['src/ui/pad/a.ts', `import 'react'`, 'allowed'],
  ['src/ui/pad/a.ts', `import type { X } from '../../worker/protocol'`, 'allowed'],
  ['src/ui/pad/a.ts', `import { a } from '../../worker/client'`, 'refused'],
  ['src/ui/pad/a.ts', `import { b } from '../../nn/index'`, 'refused'],
  ['src/ui/pad/a.ts', `import { c } from '../../nn'`, 'refused'],
  ['src/ui/pad/a.ts', `import type { Y } from '../../gpu/device'`, 'refused'],
  ['src/ui/pad/a.ts', `import '../../../shaders/lstm/a.wgsl?raw'`, 'refused'],
  ['src/ui/pad/a.ts', `import '../../testing/tolerance'`, 'refused'],
]

/** The lines of one file, in order. */
function sourcesOf(file: string): string[] {
  return examples.flatMap(([other, source]) => (other === file ? source : []))
}

describe('the layer rule', () => {
  let complaints: readonly Complaint[] = []
  const folder = mkdtempSync(join(tmpdir(), 'gatelight-layers-'))

  beforeAll(() => {
    copyFileSync(join(root, 'layers.oxlintrc.json'), join(folder, 'layers.oxlintrc.json'))
    const files = new Set(examples.map(([file]) => file))
    for (const file of files) write(file, sourcesOf(file).join('\n'))
    write('src/core/cycle-a.ts', `import './cycle-b'`)
    write('src/core/cycle-b.ts', `import type {} from './cycle-a'`)
    complaints = lint(folder)
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(examples)('%s: %s is %s', (file, source, verdict) => {
    const line = 1 + sourcesOf(file).indexOf(source)
    const rules = complaints.filter((complaint) => complaint.file === file && complaint.line === line).map(({ rule }) => rule)
    expect(rules.some((rule) => rule.includes('no-restricted')) ? 'refused' : 'allowed').toBe(verdict)
  })

  it('refuses cycles, of types too', () => {
    expect(complaints).toContainEqual({ file: 'src/core/cycle-a.ts', line: 1, rule: 'import(no-cycle)' })
  })

  it('knows every folder of src', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []))
    const known = new Set([...examples.map(([file]) => file.split('/')[1]), 'testing'])
    expect(folders.filter((name) => !known.has(name))).toEqual([])
  })

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${text}\n`)
  }
})

interface Complaint {
  readonly file: string
  readonly line: number
  readonly rule: string
}

/** What the linter says of a folder, from its `unix` format: `file:line:column: message [Error/rule]`. */
function lint(folder: string): Complaint[] {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const { stdout, error } = spawnSync(process.execPath, [oxlint, '-c', 'layers.oxlintrc.json', '-f', 'unix'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (error !== undefined) throw error
  const complaints = [...stdout.matchAll(/^(.+):(\d+):\d+: .*\[Error(?:\/(.+))?\]$/gm)].map(([, file = '', line, rule = 'syntax']) => ({
    file: file.replaceAll('\\', '/'),
    line: Number(line),
    rule,
  }))
  if (complaints.length === 0 || complaints.some(({ rule }) => rule === 'syntax')) throw new Error(`oxlint cannot judge:\n${stdout}`)
  return complaints
}
