import { build, createServer, type Plugin, type Rolldown } from 'vite'
import type { EmbedForm } from '../src/state/embed/settings.ts'
import { embedForms } from '../src/state/embed/snippet.ts'
import { ROOT } from './headless.ts'

/** In `index.html`: where the page's own markup goes. */
const PLACE = '<!-- The page, as it is built. -->'
const FIRST_WORDS = 'first-words'

/** Every other page that `src/first-words.ts` may put in the place of the English one: by its template's id. */
type Others = Readonly<Record<string, string>>

interface Prerendered {
  readonly en: string
  readonly others: Others
}

/**
 * Writes the page into its HTML, so that its frame and its words are there before any script: in English, and as templates in Chinese and as it stands inside another page, of which a small
 * script (`src/first-words.ts`) puts the right one in its place before anything is painted. The page's components make it, and take its place when they are there.
 */
export function prerenderedPage(): Plugin {
  let prerendered: Promise<Prerendered> | null = null
  return {
    name: 'gatelight:prerendered-page',
    apply: 'build',
    // Beside the build, which waits for it at its end.
    async buildStart() {
      prerendered = prerender()
      prerendered.catch(() => {})
      this.emitFile({ type: 'asset', name: `${FIRST_WORDS}.js`, source: await firstWords() })
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        if (!html.includes(PLACE)) throw new Error(`index.html has no ${PLACE}`)
        const { en, others } = await (prerendered ?? prerender())
        const script = Object.keys(bundle).find((file) => file.includes(`/${FIRST_WORDS}-`))
        if (script === undefined) throw new Error(`The build has no ${FIRST_WORDS}`)
        // A function, or `$` in the markup would mean something.
        return html.replace(
          new RegExp(`${PLACE}\\s*</div>`),
          () => `${en}</div>\n${templates(others)}\n    <script src="./${script}"${wanted(html, bundle)}></script>`,
        )
      },
    },
  }
}

/** What is fetched along with the page where it is wanted, which `src/first-words.ts` knows: the words of a language, and what reads an earlier visit. */
const WANTED = { en: '/messages/en/first.ts', zh: '/messages/zh/first.ts', left: '/visit/open-visit.ts' } as const

function wanted(html: string, bundle: Rolldown.OutputBundle): string {
  return Object.entries(WANTED)
    .map(([name, module]) => ` data-${name}="${filesOf(module, html, bundle).join(' ')}"`)
    .join('')
}

/** Of a part that is imported dynamically: its files that the page does not fetch anyway. */
function filesOf(module: string, html: string, bundle: Rolldown.OutputBundle): readonly string[] {
  const part = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(module))
  if (part?.type !== 'chunk') throw new Error(`The build has no file of ${module}`)
  const files = new Set<string>()
  const add = (file: string): void => {
    const chunk = bundle[file]
    if (chunk?.type !== 'chunk' || files.has(file) || html.includes(file)) return
    files.add(file)
    for (const imported of chunk.imports) add(imported)
  }
  add(part.fileName)
  return [...files].map((file) => `./${file}`)
}

/** Renders the page by the components as they are. */
async function prerender(): Promise<Prerendered> {
  const server = await createServer({
    root: ROOT,
    mode: 'production',
    logLevel: 'error',
    appType: 'custom',
    cacheDir: 'node_modules/.vite-prerender',
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  })
  try {
    const { prerender: render }: Record<string, unknown> = await server.ssrLoadModule('/src/prerender.tsx')
    const others: Record<string, string> = { 'page-zh': await write(render, 'zh') }
    for (const form of embedForms) for (const language of ['en', 'zh']) others[`${form}-${language}`] = await write(render, language, form)
    return { en: await write(render, 'en'), others }
  } finally {
    await server.close()
  }
}

async function write(render: unknown, language: string, form: EmbedForm | null = null): Promise<string> {
  if (typeof render !== 'function') throw new TypeError('src/prerender.tsx exports no `prerender`')
  const html: unknown = await Reflect.apply(render, null, [language, form])
  if (typeof html !== 'string' || html === '') throw new TypeError(`The page ${form ?? ''} in ${language} was not written`)
  // The policy lets no markup bring styles of its own: the first script sets them.
  return html.replaceAll(/(<[^>]*) style="/g, '$1 data-style="')
}

function templates(pages: Others): string {
  return Object.entries(pages)
    .map(([id, html]) => `    <template id="${id}">${html}</template>`)
    .join('\n')
}

/** As a script of its own that waits for nothing. */
async function firstWords(): Promise<string> {
  const built = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { write: false, lib: { entry: 'src/first-words.ts', formats: ['iife'], name: 'firstWords' } },
  })
  const output = [built].flat().find(hasOutput)
  if (output === undefined) throw new Error('src/first-words.ts was not built')
  return output.output[0].code
}

function hasOutput(built: unknown): built is Rolldown.RolldownOutput {
  return typeof built === 'object' && built !== null && 'output' in built
}
