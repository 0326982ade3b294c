import { describe, expect, it } from 'vitest'
import { ResourceType, StructInfo, WgslReflect } from 'wgsl_reflect'
import { sourceOf } from '../../gpu/kernel'
import { allKernels } from '../../testing/all-kernels'

/** Holds every WGSL file against its TypeScript twin: a binding, a uniform field or an override cannot drift. */

const files = import.meta.glob<string>('../../../shaders/**/*.wgsl', { query: '?raw', import: 'default', eager: true })
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const isPart = (wgsl: string) => allKernels.some(({ includes }) => includes.includes(wgsl))
const kernelFiles = Object.entries(files).filter(([, wgsl]) => !isPart(wgsl))

describe('shaders/', () => {
  it.each(kernelFiles)('%s has a twin, labelled by its path and by how it is arranged', (path, wgsl) => {
    const labels = allKernels
      .filter((kernel) => kernel.wgsl === wgsl)
      .map(({ label }) => label.replace(/( (in ((large|single) )?quads|of all timesteps))?( in half)?$/, ''))
    expect([...new Set(labels)].map((label) => `../../../shaders/${label}.wgsl`)).toEqual([path])
  })

  it.each(Object.entries(files))('%s opens with a comment that says what it computes', (_path, wgsl) => {
    expect(wgsl).toMatch(/^\/\/ \S+/)
  })
})

describe.each(allKernels.map((kernel) => [kernel.label, kernel] as const))('%s', (_label, kernel) => {
  const reflection = new WgslReflect(sourceOf(kernel))

  it('has its uniforms at binding 0, in order and of the declared types', () => {
    const [uniform] = reflection.uniforms
    expect([uniform?.group, uniform?.binding]).toEqual([0, 0])
    expect(uniform?.type).toBeInstanceOf(StructInfo)
    const members = uniform?.type instanceof StructInfo ? uniform.type.members : []
    expect(members.map(({ name, type, offset }) => [name, type.name, offset])).toEqual(
      Object.entries(kernel.uniforms).map(([name, scalar], index) => [name, scalar, 4 * index]),
    )
  })

  it('has its bindings in order, of the declared kind and access', () => {
    const bound = [...reflection.storage, ...reflection.textures].toSorted((a, b) => a.binding - b.binding)
    const kinds = {
      read: [ResourceType.Storage, 'read'],
      write: [ResourceType.Storage, 'read_write'],
      texture: [ResourceType.Texture, 'read'],
    }
    expect(bound.map(({ name, binding, resourceType, access }) => [name, binding, resourceType, access])).toEqual(
      Object.entries(kernel.bindings).map(([name, access], index) => [snakeCase(name), index + 1, ...kinds[access]]),
    )
  })

  it('has the declared override constants, each used for what a dispatch counts with', () => {
    expect(reflection.overrides.map(({ name }) => name).toSorted()).toEqual(Object.keys(kernel.overrides).toSorted())
    expect(reflection.entry.compute.map(({ name }) => name)).toEqual(['main'])
  })
})
