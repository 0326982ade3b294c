import { describe, expect, it } from 'vitest'
import { readPlaywrightReport, readVitestReport } from './test-reports.ts'

describe('readVitestReport', () => {
  it('counts tests, and a file that cannot be loaded as one failure', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a' },
      { status: 'passed', fullName: 'b' },
      { status: 'failed', fullName: 'c' },
      { status: 'skipped', fullName: 'vectors d' },
      { status: 'todo', fullName: 'e' },
    ]
    const testResults = [
      { status: 'failed', assertionResults },
      { status: 'failed', assertionResults: [] },
    ]
    expect(readVitestReport({ testResults })).toEqual({ passed: 2, failed: 2, notRun: ['vectors d', 'e'] })
  })

  it('refuses anything else', () => {
    expect(() => readVitestReport('<html>')).toThrow('testResults: expected an array, got undefined')
  })
})

describe('readPlaywrightReport', () => {
  it('counts the tests of nested suites and errors outside of tests', () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status, projectName: 'phone' }] })
    const inner = { title: 'pad', specs: [spec('draws', 'expected'), spec('scrolls', 'skipped'), spec('undoes', 'flaky')] }
    const suites = [{ title: 'pad.spec.ts', specs: [spec('opens', 'unexpected')], suites: [inner] }]
    expect(readPlaywrightReport({ suites, errors: [{ message: 'no server' }] })).toEqual({
      passed: 1,
      failed: 3,
      notRun: ['[phone] › pad.spec.ts › pad › scrolls'],
    })
  })
})
