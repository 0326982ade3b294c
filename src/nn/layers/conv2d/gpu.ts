import { createConvolution } from '../../gpu/convolution'

export const createConv2d = createConvolution
