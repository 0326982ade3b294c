import { anyNumber, integer, list, nullable, record, text, within, type Decoder } from '../../core/decode'
import type { KernelProfile, Profile } from '../../nn/engine'

const decodeKernelProfile: Decoder<KernelProfile> = record({
  kernel: text,
  dispatches: integer(),
  milliseconds: anyNumber,
  share: within(0, 1),
  gigaflops: nullable(anyNumber),
  gigabytes: nullable(anyNumber),
  ofLimit: nullable(anyNumber),
})

export const decodeProfile: Decoder<Profile> = record({
  batch: integer(1),
  steps: integer(1),
  dispatches: integer(),
  stepMilliseconds: anyNumber,
  kernelMilliseconds: anyNumber,
  kernels: list(decodeKernelProfile),
  clockMilliseconds: anyNumber,
  limits: record({ gigaflops: anyNumber, gigabytes: anyNumber }),
  memory: record({ step: integer(), engine: integer() }),
})
