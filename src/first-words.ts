import { PREFERENCES_KEY } from './state/preferences-key'

/**
 * Before anything is painted: the prerendered page in the visitor's language and theme. It comes by itself, before all other scripts; what it cannot
 * find out stays as it was written.
 */

interface Wishes {
  readonly language?: unknown
  readonly theme?: unknown
}

/** What was chosen on an earlier visit; merely naming `localStorage` throws where it is forbidden. */
function wishes(): Wishes {
  // A page inside another knows nothing of earlier visits.
  if (new URLSearchParams(location.search).has('embed')) return {}
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFERENCES_KEY) ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch {
    return {}
  }
}

const { language = navigator.language?.toLowerCase().startsWith('zh') ? 'zh' : 'en', theme } = wishes()
const { documentElement } = document
if (theme === 'light' || theme === 'dark') documentElement.dataset['theme'] = theme
if (language === 'zh') {
  documentElement.lang = 'zh-Hans'
  const page = document.querySelector<HTMLTemplateElement>('#page-zh')
  if (page !== null) document.querySelector('#root')?.replaceChildren(page.content.cloneNode(true))
}
// Styles of single elements: the policy of the page takes them from scripts alone.
for (const element of document.querySelectorAll<HTMLElement>('#root [data-style]')) element.style.cssText = element.dataset['style'] ?? ''
