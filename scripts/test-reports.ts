import { isRecord, refuse } from '../src/core/decode.ts'

/** What became of one tier's tests. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
  /** Full names of tests that were left out. */
  readonly notRun: readonly string[]
  /** Why tests may be left out that this machine lacks something for; without it they have failed. */
  readonly excuse?: string
}

/**
 * Counts a report of Vitest's JSON reporter.
 *
 * @param report  parsed JSON
 * @throws DecodeError when it is something else
 */
export function readVitestReport(report: unknown): Outcome {
  const files = field(report, 'testResults')
  const tests = files.flatMap((file) => field(file, 'assertionResults'))
  const named = (state: (status: unknown) => boolean): string[] =>
    tests.flatMap((test) => (isRecord(test) && state(test['status']) ? String(test['fullName']) : []))
  // A file that cannot be loaded has no tests to count, and has failed.
  const broken = files.filter((file) => isRecord(file) && file['status'] === 'failed' && field(file, 'assertionResults').length === 0)
  return {
    passed: named((status) => status === 'passed').length,
    failed: named((status) => status === 'failed').length + broken.length,
    notRun: named((status) => status !== 'passed' && status !== 'failed'),
  }
}

/**
 * Counts a report of Playwright's JSON reporter.
 *
 * @param report  parsed JSON
 * @throws DecodeError when it is something else
 */
export function readPlaywrightReport(report: unknown): Outcome {
  let passed = 0
  let failed = isRecord(report) && Array.isArray(report['errors']) ? report['errors'].length : 0
  const notRun: string[] = []
  const visit = (suite: unknown, path: readonly string[]): void => {
    if (!isRecord(suite)) return
    const here = [...path, String(suite['title'])]
    for (const spec of optional(suite, 'specs')) {
      if (!isRecord(spec)) continue
      for (const test of optional(spec, 'tests')) {
        if (!isRecord(test)) continue
        // `flaky` is what passed when it was run again for its trace: what passes only now and then has not passed.
        if (test['status'] === 'expected') passed++
        else if (test['status'] === 'skipped') notRun.push([`[${String(test['projectName'])}]`, ...here, String(spec['title'])].join(' › '))
        else failed++
      }
    }
    for (const inner of optional(suite, 'suites')) visit(inner, here)
  }
  for (const suite of field(report, 'suites')) visit(suite, [])
  return { passed, failed, notRun }
}

function field(value: unknown, name: string): readonly unknown[] {
  const content = isRecord(value) ? value[name] : undefined
  return Array.isArray(content) ? content : refuse(name, 'an array', content)
}

function optional(value: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const content = value[name]
  return Array.isArray(content) ? content : []
}
