import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { isRecord } from '../src/core/decode.ts'
import { ROOT } from './headless.ts'

/** The workflow that publishes the page: it runs on GitHub alone, so what can be held here is that it fits the project. */

const text = readFileSync(join(ROOT, '.github/workflows/pages.yml'), 'utf8')
const workflow = record(parse(text))
const declared = record(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new TypeError('expected an object')
  return value
}

const { publish } = record(workflow['jobs'])
const listed = record(publish)['steps']
const steps = Array.isArray(listed) ? listed.map(record) : []

it('publishes what is on main, and may', () => {
  expect(workflow['on']).toMatchObject({ push: { branches: ['main'] }, workflow_dispatch: null })
  expect(workflow['permissions']).toEqual({ contents: 'read', pages: 'write', 'id-token': 'write' })
  const actions = steps.map(({ uses }) => uses).filter((uses) => typeof uses === 'string')
  expect(actions.map((action) => action.replace(/@v\d+$/, ''))).toEqual(
    ['checkout', 'setup-node', 'configure-pages', 'upload-pages-artifact', 'deploy-pages'].map((name) => `actions/${name}`),
  )
})

it('runs commands that the project has, with a Node that it takes, and publishes the folder that they write', () => {
  const commands = steps.map(({ run }) => run).filter((run) => run !== undefined)
  expect(commands).toEqual(['npm ci', 'npm run build'])
  expect(existsSync(join(ROOT, 'package-lock.json'))).toBe(true)
  expect(record(declared['scripts'])['build']).toBe('vite build')
  const of = (action: string): Readonly<Record<string, unknown>> =>
    record(steps.find(({ uses }) => String(uses).includes(`/${action}@`))?.['with'])
  expect(String(record(declared['engines'])['node'])).toContain(`^${String(of('setup-node')['node-version'])}.`)
  // Vite's own folder, as long as nothing says otherwise.
  expect(of('upload-pages-artifact')['path']).toBe('dist')
  expect(readFileSync(join(ROOT, 'vite.config.ts'), 'utf8')).not.toContain('outDir')
})

it('tells the build where the page will be, by steps that are there before they are asked', () => {
  const env = steps.find(({ run }) => run === 'npm run build')?.['env']
  expect(env).toEqual({ SITE_URL: '${{ steps.pages.outputs.base_url }}/' })
  expect(readFileSync(join(ROOT, 'scripts/social-tags.ts'), 'utf8')).toContain("process.env['SITE_URL']")
  for (const [at, step] of steps.entries()) {
    const before = new Set(steps.slice(0, at).map(({ id }) => id))
    for (const [, id] of JSON.stringify(step).matchAll(/steps\.(\w+)\./g)) expect(before).toContain(id)
  }
})
