import { createConvolution } from '../../cpu/convolution'

export const createConv2d = createConvolution
