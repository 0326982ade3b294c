import { describe, expect, it } from 'vitest'
import { systemInstallCommands } from './system-packages.ts'

const CHROMIUM = { 'apt-get': ['chromium'], brew: ['chromium'] }

describe('systemInstallCommands', () => {
  const has = (...programs: string[]) => ({ has: (program: string) => programs.includes(program) })

  it('runs apt-get as root, and through sudo where that asks nothing', () => {
    expect(systemInstallCommands(CHROMIUM, { isRoot: true, hasSudo: false, ...has('apt-get') })?.[1]?.[0]).toBe('apt-get')
    expect(systemInstallCommands(CHROMIUM, { isRoot: false, hasSudo: true, ...has('apt-get') })?.[1]?.slice(0, 3)).toEqual([
      'sudo',
      '-n',
      'apt-get',
    ])
  })

  it('installs nothing where it may not', () => {
    expect(systemInstallCommands(CHROMIUM, { isRoot: false, hasSudo: false, ...has('apt-get') })).toBeNull()
    expect(systemInstallCommands(CHROMIUM, { isRoot: true, hasSudo: true, ...has('brew') })).toBeNull()
    expect(systemInstallCommands(CHROMIUM, { isRoot: true, hasSudo: true, ...has() })).toBeNull()
  })

  it('installs nothing that the package manager does not have', () => {
    expect(systemInstallCommands({ dnf: ['chromium'] }, { isRoot: true, hasSudo: false, ...has('apt-get') })).toBeNull()
  })
})
