/**
 * Which files of `shaders/` a kernel is made of: its own, then the parts that are appended to it. The page shows kernels and loads no engine, so it has
 * this table; `kernels.test.ts` compares it with the kernels themselves.
 */

const QUADS = 'common/quads'
const FULL = 'common/full'
const HALF = 'common/half'
const STATE = 'recurrent/state'
const ACTIVATIONS = 'common/activations'
const CLOCK = 'common/clock'

/** Parts by the kernel's label; a kernel's own file is its label up to the first space. */
const inFull: Readonly<Record<string, readonly string[]>> = {
  ...ofCell('lstm', [ACTIVATIONS], { weights: ['lstm/weights'], hasLargeStep: true }),
  'lstm/forward_step in single quads': ['lstm/forward_main_quads_single', 'lstm/weights_texture', ACTIVATIONS, STATE, QUADS],
  ...ofCell('gru', [ACTIVATIONS]),
  ...ofCell('rnn', [ACTIVATIONS]),
  'recurrent/join': [],
  'recurrent/split': [],
  'recurrent/add': [],
  ...ofProduct('nn'),
  ...ofProduct('nt'),
  ...ofProduct('tn'),
  'half/copy': [HALF],
  'gemm/d_relu': [],
  'conv/unfold': [FULL],
  'conv/fold': [],
  'max_pool/forward': [],
  'max_pool/backward': [],
  'mixture/likelihood': [CLOCK],
  'mixture/tally': [CLOCK],
  'bernoulli/likelihood': [CLOCK],
  'masked/hide': [],
  'layer_norm/forward': [],
  'layer_norm/backward': [],
  'layer_norm/parameter_gradients': [],
  'dropout/dropout': [CLOCK, 'common/random'],
  'flatten/forward': [],
  'flatten/backward': [],
  'data/gather': [CLOCK, 'common/permutation', 'common/random'],
  'data/gather_augmented': [CLOCK, 'common/permutation', 'common/random'],
  'data/scan': [],
  'data/d_scan': [],
  'data/mask': [],
  'loss/softmax': [],
  'loss/softmax_cross_entropy': [CLOCK],
  'loss/softmax_mean_squared_error': [CLOCK],
  'optimizer/adam': [CLOCK],
  'optimizer/gradient_descent': [CLOCK],
  'optimizer/momentum': [CLOCK],
  'optimizer/rmsprop': [CLOCK],
  'optimizer/clip_factor': [],
  'optimizer/clip_scale': [],
  'reduce/square_sums': [],
  'limits/copy': [],
  'limits/multiply_add': [],
}

/** A cell's step forward and back, in each arrangement. */
function ofCell(
  cell: string,
  forward: readonly string[],
  { weights = [], hasLargeStep = false }: { readonly weights?: readonly string[]; readonly hasLargeStep?: boolean } = {},
): Record<string, readonly string[]> {
  const own = [...weights, ...forward, FULL, STATE]
  // What a cell of its own functions needs on the way back; the others have their derivatives from the values.
  const back = [...(cell === 'lstm' ? [ACTIVATIONS] : []), FULL]
  return {
    [`${cell}/forward_step`]: [`${cell}/forward_main`, ...own],
    [`${cell}/forward_step in quads`]: [`${cell}/forward_main_quads`, ...own, QUADS],
    ...(hasLargeStep && { [`${cell}/forward_step in large quads`]: [`${cell}/forward_main_quads_large`, ...own, QUADS] }),
    [`${cell}/forward_step of all timesteps`]: ['recurrent/forward_all', `${cell}/forward_row`, ...own],
    [`${cell}/backward_step`]: ['recurrent/backward_main', ...back],
    [`${cell}/backward_step in quads`]: ['recurrent/backward_main_quads', ...back, QUADS],
    [`${cell}/backward_step in large quads`]: ['recurrent/backward_main_quads_large', ...back, QUADS],
    [`${cell}/backward_step of all timesteps`]: ['recurrent/backward_all', ...back],
  }
}

/** A product of matrices, in each arrangement. */
function ofProduct(name: string): Record<string, readonly string[]> {
  const operands = `gemm/${name}_operands`
  return {
    [`gemm/${name}`]: [FULL, operands],
    [`gemm/${name}_staged`]: [FULL, operands],
    [`gemm/${name}_quads`]: [FULL, operands, QUADS],
    [`gemm/${name}_quads_large`]: [FULL, operands, QUADS],
  }
}

/** What takes the place of a part where quads are stored in half precision. */
const halfOf: Readonly<Record<string, string>> = { [FULL]: HALF, [STATE]: 'recurrent/state_half' }

const parts: Readonly<Record<string, readonly string[]>> = {
  ...inFull,
  ...Object.fromEntries(
    Object.entries(inFull)
      .filter(([, files]) => files.includes(FULL))
      .map(([label, files]) => [`${label} in half`, files.map((file) => halfOf[file] ?? file)]),
  ),
}

/** Labels of all kernels, as a profile names them. */
export const kernelLabels: readonly string[] = Object.keys(parts)

/** Paths under `shaders/` without their ending, in the order in which they are compiled; null for no kernel of this page. */
export function filesOfKernel(label: string): readonly string[] | null {
  if (!Object.hasOwn(parts, label)) return null
  return [label.split(' ')[0] ?? label, ...(parts[label] ?? [])]
}

/** Extensions that a kernel's code is written in: put before its first line. */
export function enablesOf(files: readonly string[]): string {
  return `${files.includes(HALF) ? 'enable f16; ' : ''}${files.includes(QUADS) ? 'enable subgroups; ' : ''}`
}

/** Files of the CPU's arithmetic by the topic of a kernel: those that compute the same. A topic without one has its loops in TypeScript. */
const assembly: Readonly<Record<string, string>> = {
  lstm: 'lstm',
  gru: 'gru',
  rnn: 'activations',
  gemm: 'products',
  conv: 'windows',
  max_pool: 'windows',
  layer_norm: 'layer-norm',
  mixture: 'mixture',
  bernoulli: 'bernoulli',
  masked: 'bernoulli',
  dropout: 'dropout',
  loss: 'rows',
  optimizer: 'optimizers',
  reduce: 'optimizers',
}

/** File of the CPU's arithmetic that computes what a kernel computes, without its ending; null where there is none. */
export function assemblyOf(label: string): string | null {
  return assembly[label.split('/')[0] ?? ''] ?? null
}
