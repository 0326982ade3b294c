import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'
import { ROOT } from './headless.ts'

it('the built page fetches all that opens it at once, and nothing that can wait', async () => {
  const { output } = (await build({ root: ROOT, logLevel: 'silent', build: { write: false } })) as Rolldown.RolldownOutput
  const page = output.find(({ fileName }) => fileName === 'index.html')
  const html = page?.type === 'asset' ? String(page.source) : ''
  const links = new Set([...html.matchAll(/<link rel="modulepreload"[^>]* href="\.\/([^"]+)"/g)].map(([, file]) => file))
  const isFetched = (module: string): boolean | null => {
    const chunk = output.find((file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(module)))
    return chunk ? links.has(chunk.fileName) : null
  }
  const opening = ['/src/state/store.ts', '/react-dom/client.js', '/src/ui/App.tsx', '/src/ui/reading/Maps.tsx']
  const waiting = [
    '/src/ui/reading/Inspector.tsx',
    '/src/ui/learn/Learn.tsx',
    '/src/ui/training/TrainingPanel.tsx',
    '/messages/zh/first.ts',
    '/messages/en/rest.ts',
    '/src/ui/kit/PopoverSheet.tsx',
  ]
  expect(opening.filter((module) => isFetched(module) !== true)).toEqual([])
  expect(waiting.filter((module) => isFetched(module) !== false)).toEqual([])
})
