import type { HtmlTagDescriptor, Plugin } from 'vite'

/** What other sites show of the page when its address is passed on. */

const TITLE = 'Gatelight · Watch an LSTM read your handwriting'
const DESCRIPTION =
  'Draw a digit and watch an LSTM read it row by row, with every gate in view. It runs and trains in this page, on your own GPU.'
const CARD = {
  file: 'social-card.png',
  width: 1200,
  height: 630,
  alt: 'A handwritten 3 beside the maps of the gates and states of an LSTM',
}

/** @param site  where the page will be, as `SITE_URL` says; null where the build does not know: a card needs a whole address */
export function socialTags(site: URL | null): readonly HtmlTagDescriptor[] {
  const meta = (key: 'property' | 'name', name: string, content: string): HtmlTagDescriptor => ({
    tag: 'meta',
    attrs: { [key]: name, content },
    injectTo: 'head',
  })
  return [
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', 'Gatelight'),
    meta('property', 'og:title', TITLE),
    meta('property', 'og:description', DESCRIPTION),
    meta('property', 'og:locale', 'en_GB'),
    meta('property', 'og:locale:alternate', 'zh_CN'),
    meta('name', 'twitter:card', site === null ? 'summary' : 'summary_large_image'),
    ...(site === null
      ? []
      : [
          { tag: 'link', attrs: { rel: 'canonical', href: site.href }, injectTo: 'head' as const },
          meta('property', 'og:url', site.href),
          meta('property', 'og:image', new URL(CARD.file, site).href),
          meta('property', 'og:image:width', String(CARD.width)),
          meta('property', 'og:image:height', String(CARD.height)),
          meta('property', 'og:image:alt', CARD.alt),
        ]),
  ]
}

/** @throws TypeError for what is no address; a folder may lack its last stroke */
export function siteOf(address: string | undefined): URL | null {
  if (address === undefined || address === '') return null
  return new URL(address.endsWith('/') ? address : `${address}/`)
}

export function socialCard(): Plugin {
  return {
    name: 'gatelight:social-tags',
    apply: 'build',
    transformIndexHtml: () => [...socialTags(siteOf(process.env['SITE_URL']))],
  }
}
