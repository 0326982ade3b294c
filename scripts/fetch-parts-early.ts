import type { Plugin, Rolldown } from 'vite'

/** Has the browser fetch what the page's first script imports dynamically along with that script, instead of one part after the other. */
export function fetchPartsEarly(): Plugin {
  return {
    name: 'gatelight:fetch-parts-early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, chunk }) {
        const files = new Set<string>()
        for (const part of chunk?.dynamicImports ?? []) addWithImports(part, bundle, files)
        return [...files]
          .filter((file) => !html.includes(file))
          .map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` }, injectTo: 'head' }))
      },
    },
  }
}

function addWithImports(file: string, bundle: Rolldown.OutputBundle, files: Set<string>): void {
  const chunk = bundle[file]
  if (chunk?.type !== 'chunk' || files.has(file)) return
  files.add(file)
  for (const imported of chunk.imports) addWithImports(imported, bundle, files)
}
