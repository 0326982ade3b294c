import { createConvolution } from '../../cpu/convolution'

export const createConv1d = createConvolution
