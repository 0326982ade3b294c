import { readEmbed } from './state/embed/settings'
import { LEFT_KEY, PREFERENCES_KEY } from './state/preferences-key'

/**
 * Before anything is painted: the prerendered page in the visitor's language and theme. It comes by itself, before all other scripts; what it cannot
 * find out stays as it was written. What this visitor needs is fetched along with the scripts: the words of the language, and
 * what reads an earlier visit.
 */

interface Wishes {
  readonly language?: unknown
  readonly theme?: unknown
}

/** A page inside another knows nothing of earlier visits, but what its address says. */
const embed = readEmbed(location.search)

/** What was chosen on an earlier visit; merely naming `localStorage` throws where it is forbidden. */
function wishes(): Wishes {
  if (embed !== null) return { ...(embed.language && { language: embed.language }), theme: embed.theme }
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFERENCES_KEY) ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch {
    return {}
  }
}

/** A visit has been stored. */
function wasHere(): boolean {
  if (embed !== null) return false
  try {
    return localStorage.getItem(LEFT_KEY) !== null
  } catch {
    return false
  }
}

const { language = navigator.language?.toLowerCase().startsWith('zh') ? 'zh' : 'en', theme } = wishes()
const { documentElement } = document
if (theme === 'light' || theme === 'dark') documentElement.dataset['theme'] = theme
if (language === 'zh') documentElement.lang = 'zh-Hans'
if (embed !== null) documentElement.dataset['embed'] = embed.form
// The page that stands alone, in English, is there already.
const page = document.querySelector<HTMLTemplateElement>(`#${embed?.form ?? 'page'}-${language === 'zh' ? 'zh' : 'en'}`)
if (page !== null) document.querySelector('#root')?.replaceChildren(page.content.cloneNode(true))
const hasLeft = wasHere()
// Who comes by a link, or was here before, may find another drawing on the pad: until it is there, none.
const showsAnother = hasLeft || location.hash.length > 1 || (embed?.digit ?? null) !== null
if (showsAnother) for (const element of document.querySelectorAll('#root [data-written]')) element.remove()
const { [language === 'zh' ? 'zh' : 'en']: words, left } = document.currentScript?.dataset ?? {}
for (const href of [words, hasLeft ? left : undefined].flatMap((files) => files?.split(' ') ?? [])) {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
}
// Styles of single elements: the policy of the page takes them from scripts alone.
for (const element of document.querySelectorAll<HTMLElement>('#root [data-style]')) element.style.cssText = element.dataset['style'] ?? ''
