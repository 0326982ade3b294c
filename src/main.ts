import { acceptLanguage } from './ui/kit/accepted-language'

/** By then a page on a slow network is there; where nothing comes, it is time to say so, milliseconds. */
const OPENING_MS = 20_000

/** Nobody waits longer for what a link shows: it then comes into the page that is there. Milliseconds. */
const LINK_MS = 2_000

/**
 * The page comes in parts that are fetched side by side (`scripts/fetch-parts-early.ts`) and evaluated one after the other, each as a task of its own:
 * all at once they are more than 50 ms of work on a slow machine. State comes first, so that the worker starts while the rest is evaluated.
 */
async function open(root: HTMLElement): Promise<void> {
  acceptLanguage(navigator)
  const { openStore, followPageAddress } = await import('./state/open-store')
  const store = openStore()
  const opened = followPageAddress(store)
  const { language } = store.getState().view
  await import('react-dom/client')
  const { loadFirstMessages } = await import('./ui/kit/messages/dictionaries')
  await loadFirstMessages(language)
  const { formatFor } = await import('./ui/kit/format')
  // The first number to be written takes as long as the pad's whole first painting, which should not wait for it.
  formatFor(language).percent(0)
  const { mount } = await import('./ui/mount')
  // A page that is opened by a link begins with what it shows, unless that takes too long.
  await Promise.race([opened, new Promise((resolve) => setTimeout(resolve, LINK_MS))])
  await mount(root, store)
}

/** What can be said without the parts that are missing: that something is, in the words of `index.html`. */
function tellIncomplete(root: HTMLElement): void {
  const template = document.querySelector<HTMLTemplateElement>('#incomplete')
  if (template) root.replaceChildren(template.content.cloneNode(true))
  root.querySelector('button')?.addEventListener('click', () => location.reload())
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')
// A part that comes later still replaces these words by the page.
const overdue = setTimeout(() => tellIncomplete(root), OPENING_MS)
open(root)
  .catch((error: unknown) => {
    tellIncomplete(root)
    console.error(error)
  })
  .finally(() => clearTimeout(overdue))
