import { chromium } from 'playwright'
import { describe, expect, it } from 'vitest'
import { chooseAdapter, ChromiumMissingError, featuresOffByPlaywright, findChromium, webgpuArgs, type Machine } from './chromium.ts'

const DOWNLOAD = '/home/ada/.cache/ms-playwright/chromium-1/chrome-linux/chrome'

function machine(platform: NodeJS.Platform, env: Machine['env'], files: readonly string[]): Machine {
  return { platform, env, exists: (path) => files.includes(path.replaceAll('\\', '/')), playwrightPath: () => DOWNLOAD }
}

describe('findChromium', () => {
  it('takes CHROMIUM_PATH before all others', () => {
    expect(findChromium(machine('linux', { CHROMIUM_PATH: '/my/chrome', PATH: '/usr/bin' }, ['/my/chrome', DOWNLOAD]))).toBe('/my/chrome')
  })

  it('never passes over a CHROMIUM_PATH that is wrong', () => {
    expect(() => findChromium(machine('linux', { CHROMIUM_PATH: '/wrong' }, [DOWNLOAD]))).toThrow(ChromiumMissingError)
  })

  it("takes Playwright's own download before the system's", () => {
    expect(findChromium(machine('linux', { PATH: '/usr/bin' }, ['/usr/bin/chromium', DOWNLOAD]))).toBe(DOWNLOAD)
  })

  it.each([
    ['linux', { PATH: '/bin:/usr/bin' }, '/usr/bin/google-chrome'],
    ['linux', { PATH: '/bin' }, '/opt/google/chrome/chrome'],
    ['darwin', { HOME: '/Users/ada' }, '/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['win32', { 'PROGRAMFILES(X86)': 'C:/Programs' }, 'C:/Programs/Microsoft/Edge/Application/msedge.exe'],
  ] as const)('finds a system browser on %s with %o', (platform, env, path) => {
    expect(findChromium(machine(platform, env, [path]))).toBe(path)
  })

  it('says null where there is none', () => {
    expect(findChromium(machine('linux', {}, []))).toBeNull()
  })
})

describe('the adapter', () => {
  it('is the software one on Linux unless a real one is asked for', () => {
    expect(chooseAdapter({ platform: 'linux', env: {} })).toBe('swiftshader')
    expect(chooseAdapter({ platform: 'linux', env: { GATELIGHT_ADAPTER: 'hardware' } })).toBe('hardware')
    expect(chooseAdapter({ platform: 'darwin', env: {} })).toBe('hardware')
    expect(() => chooseAdapter({ platform: 'linux', env: { GATELIGHT_ADAPTER: 'fast' } })).toThrow('GATELIGHT_ADAPTER')
  })

  it('always has WebGPU switched on', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(webgpuArgs('hardware', platform)).toContain('--enable-unsafe-webgpu')
    }
    expect(webgpuArgs('swiftshader', 'linux')).toContain('--use-webgpu-adapter=swiftshader')
  })
})

describe('the features that are turned off', () => {
  it('are also those of Playwright', async () => {
    // A program that is no browser: the error says with what it was started.
    const failure: unknown = await chromium
      .launch({ executablePath: process.execPath, chromiumSandbox: false })
      .catch((error: unknown) => error)
    const theirs = /--disable-features=(\S+)/.exec(String(failure))?.[1]?.split(',')
    expect(theirs?.toSorted()).toEqual(featuresOffByPlaywright.toSorted())
  })
})
