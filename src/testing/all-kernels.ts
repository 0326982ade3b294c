import type { Kernel } from '../gpu/kernel'
import { storedIn } from '../gpu/stored'

/** Every kernel that a module of the networks exports: alone, as a family, or as families by their use. */

const modules = import.meta.glob<Record<string, unknown>>(
  ['../nn/**/gpu/**/*.ts', '../nn/**/gpu.ts', '../nn/**/gpu-*.ts', '!../nn/**/*.test.ts'],
  { eager: true },
)

function isKernel(value: unknown): value is Kernel {
  return typeof value === 'object' && value !== null && 'wgsl' in value && 'bindings' in value && 'workgroups' in value
}

function kernelsIn(value: unknown): Kernel[] {
  if (isKernel(value)) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(kernelsIn) : []
}

const inFull = [...new Set(Object.values(modules).flatMap((module) => Object.values(module).flatMap(kernelsIn)))]

export const allKernels: readonly Kernel[] = [...new Set([...inFull, ...inFull.map((kernel) => storedIn(kernel, 'float16'))])]
