import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import type { OfflineState } from '../../../state/offline'
import type { RunState } from '../../../state/run-state'
import { createAppStore } from '../../../state/store'
import { newPage } from '../../../state/store.fixture'
import { loadMessages, messagesFor } from '../../kit/messages/dictionaries'
import { StoreProvider } from '../../kit/store'
import { NewVersion } from './NewVersion'

const browser = vi.hoisted(() => ({ offline: 'none' as OfflineState, taken: 0 }))
vi.mock('./offline', () => ({ useOffline: () => browser.offline, takeNewVersion: () => browser.taken++ }))

/** What is shown of a new version while a run is in such a state. */
async function shown(offline: OfflineState, state: RunState, language: 'en' | 'zh' = 'en'): Promise<string> {
  await loadMessages(language)
  const { client, environment } = newPage()
  const store = createAppStore(client, null, { ...environment, languages: [language] })
  store.setState(({ training }) => ({ training: { ...training, state } }))
  browser.offline = offline
  return renderToStaticMarkup(
    // Rendered to text, a component gets the state that a store began with.
    <StoreProvider store={{ ...store, getInitialState: store.getState }}>
      <NewVersion />
    </StoreProvider>,
  )
}

it('asks whether a new version may be opened, before a run and after it', async () => {
  for (const language of ['en', 'zh'] as const) {
    for (const state of ['idle', 'finished', 'stopped', 'failed'] as const) {
      const markup = await shown('new', state, language)
      const { newVersion, newHint, reload } = messagesFor(language).shell.offline
      for (const words of [newVersion, newHint, reload]) expect(markup).toContain(words)
    }
  }
  expect(browser.taken, 'nobody has pressed').toBe(0)
})

it('does not ask while a run is under way, paused or not, which would end with the page', async () => {
  for (const state of ['starting', 'running', 'paused'] as const) expect(await shown('new', state)).toBe('')
})

it('has nothing to ask where no version waits', async () => {
  for (const offline of ['none', 'ready'] as const) expect(await shown(offline, 'idle')).toBe('')
})
