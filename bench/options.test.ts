import { describe, expect, it } from 'vitest'
import { contenders } from './contenders/list'
import { HALF_CONTENDER, parseOptions, SECTIONS, UsageError } from './options'

describe('the options of the benchmark', () => {
  it('measure everything and draw a picture by default', () => {
    expect(parseOptions([], 4)).toEqual({
      isQuick: false,
      contenders: Object.keys(contenders).filter((name) => name !== HALF_CONTENDER),
      sections: [...SECTIONS],
      watchedSteps: 10_000,
      json: null,
      against: null,
      picture: 'docs/bench.svg',
      isMarkdown: false,
      hardware: null,
    })
  })

  it('measure contenders and limits alone in a quick run unless asked for more', () => {
    expect(parseOptions(['--quick'])).toMatchObject({ sections: ['limits'] })
    expect(parseOptions(['--quick'])?.contenders).not.toContain('onnx-wasm')
    expect(parseOptions(['--quick', '--only', 'pen'])).toMatchObject({ sections: ['pen'] })
  })

  it('measure nobody twice on a machine of two cores, unless asked', () => {
    expect(parseOptions([], 2)?.contenders).not.toContain('gatelight-cpu-2')
    expect(parseOptions(['--only', 'gatelight-cpu-2'], 2)?.contenders).toEqual(['gatelight-cpu-2'])
  })

  it('draw no picture of a part or of a quick run unless asked', () => {
    expect(parseOptions(['--quick'])).toMatchObject({ picture: null, watchedSteps: 300 })
    expect(parseOptions(['--only', 'jax-wasm'])).toMatchObject({ picture: null })
    expect(parseOptions(['--quick', '--picture', 'a.svg'])).toMatchObject({ picture: 'a.svg' })
  })

  it('choose contenders and sections by name, in the order of the list', () => {
    expect(parseOptions(['--only', 'limits, jax-wasm,gatelight-webgpu'])).toMatchObject({
      contenders: ['gatelight-webgpu', 'jax-wasm'],
      sections: ['limits'],
    })
  })

  it('watch the memory when told to', () => {
    expect(parseOptions(['--quick', '--memory', '--only', 'tfjs-cpu'])).toMatchObject({ sections: ['memory'], watchedSteps: 10_000 })
  })

  it('explain themselves', () => {
    expect(parseOptions(['--help'])).toBeNull()
  })

  it('refuse what they do not know', () => {
    expect(() => parseOptions(['--only', 'torch,limits'])).toThrow(new UsageError('--only: unknown: torch'))
    expect(() => parseOptions(['--fast'])).toThrow(UsageError)
  })
})
