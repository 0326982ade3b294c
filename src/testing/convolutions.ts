import type { Conv1dSpec, Conv2dSpec, LayerSpec } from '../nn/spec/model-spec'

/** Convolutions as tests write them, short. */

type Options = [filters: number, kernel: number, stride?: number, padding?: 'valid' | 'same', activation?: 'linear' | 'relu']

function options(...[filters, kernel, stride = 1, padding = 'valid', activation = 'linear']: Options) {
  return { filters, kernel, stride, padding, activation }
}

export function conv1d(within: 'sequence' | 'step', ...rest: Options): Conv1dSpec {
  return { type: 'conv1d', ...options(...rest), within }
}

export function conv2d(...rest: Options): Conv2dSpec {
  return { type: 'conv2d', ...options(...rest) }
}

export const pool2d: LayerSpec = { type: 'maxPool2d', size: 2 }

/** What makes timesteps of a picture's rows, after a look at them. */
export const convolvedRows: readonly LayerSpec[] = [conv2d(3, 3, 1, 'valid', 'relu'), pool2d, { type: 'flatten', within: 'step' }]
