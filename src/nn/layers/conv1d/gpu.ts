import { createConvolution } from '../../gpu/convolution'

export const createConv1d = createConvolution
