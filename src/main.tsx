import { startTransition, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createAppStore } from './state/store'
import { App } from './ui/App'
import './ui/kit/base.css'
import { createWorkerClient } from './worker/client'

/** Settings are kept where the browser allows it; merely naming `localStorage` throws where it does not. */
function openStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')

const store = createAppStore(createWorkerClient(), openStorage())
const page = createRoot(root)
// The first rendering may be laid aside between components, so that the worker's first words and the pen are heard meanwhile.
startTransition(() =>
  page.render(
    <StrictMode>
      <App store={store} />
    </StrictMode>,
  ),
)
