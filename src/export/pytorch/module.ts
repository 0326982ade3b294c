import { taskOf } from '../../core/task'
import { describeModel } from '../../nn'
import { findPreset } from '../../nn/spec/presets'
import { defaultRunSettings } from '../../nn/spec/training'
import { encodeCheckpoint, type Checkpoint } from '../../train/checkpoint'
import type { ExportedFile } from '../exported'
import { pythonNetwork } from './network'
import template from './model.py?raw'

/**
 * A model for PyTorch: `model.py`, which defines the module, reads the weights beside it and trains on, and the file of weights, which is the page's
 * own with the optimizer's memory where the model has any.
 */
export function pytorchFiles(checkpoint: Checkpoint, fileName: string): readonly ExportedFile[] {
  const weights = `${fileName}.safetensors`
  return [
    { name: 'model.py', bytes: new TextEncoder().encode(pytorchModule(checkpoint, weights)) },
    { name: weights, bytes: encodeCheckpoint(checkpoint) },
  ]
}

const INDENT = ' '.repeat(8)

function pytorchModule({ spec, name, run }: Checkpoint, weights: string): string {
  const { layers, reading, names } = pythonNetwork(describeModel(spec))
  const { input, classes } = taskOf(spec)
  const settings = run?.settings ?? findPreset(name)?.training ?? defaultRunSettings
  const values: Readonly<Record<string, string>> = {
    TITLE: name,
    WEIGHTS: weights,
    HEIGHT: String(input.height),
    WIDTH: String(input.width),
    CLASSES: String(classes.length),
    SETTINGS: JSON.stringify(settings, null, 2),
    LAYERS: indented(layers),
    READING: indented(reading),
    NAMES: `[${names.map(([kind, layer]) => `("${kind}", "${layer}")`).join(', ')}]`,
  }
  return template.replaceAll(/@([A-Z]+)@/g, (whole, key: string) => values[key] ?? whole)
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => INDENT + line).join('\n')
}
