import { lazy, Suspense, useLayoutEffect } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../state/app-state'
import styles from './App.module.css'
import { useMessages } from './kit/messages/messages'
import { StoreProvider, useActions, useAppStore } from './kit/store'
import { Tabs } from './kit/Tabs'
import { TooltipProvider } from './kit/Tooltip'
import { Tour } from './learn/Tour'
import { Rail } from './pad/Rail'
import { Reading } from './reading/Reading'
import { CrashBoundary } from './shell/CrashBoundary'
import { DropZone } from './shell/DropZone'
import { Footer } from './shell/Footer'
import { Header } from './shell/Header'
import { Notices } from './shell/Notices'

/** First sight does not wait for what plots curves; it is on its way as soon as the rest is here. */
const early = import('./training/TrainingPanel').catch(() => null)
const TrainingPanel = lazy(async () => {
  // Where it could not be had at first, it is asked for once more when it is wanted.
  const { TrainingPanel: Panel } = (await early) ?? (await import('./training/TrainingPanel'))
  return { default: Panel }
})

const Learn = lazy(async () => {
  const { Learn: View } = await import('./learn/Learn')
  return { default: View }
})

/** The whole page, on a store that is there already. */
export function App({ store }: { readonly store: StoreApi<Store> }) {
  return (
    <StoreProvider store={store}>
      <TooltipProvider>
        <Page />
      </TooltipProvider>
    </StoreProvider>
  )
}

function Page() {
  const messages = useMessages().shell
  useDocumentSettings()
  return (
    <CrashBoundary messages={messages.crash}>
      <a className={styles.skip} href="#main">
        {messages.skipToMain}
      </a>
      <div className={styles.page}>
        <Header />
        <div className={styles.columns}>
          <Rail />
          <main id="main" className={styles.main} tabIndex={-1}>
            <Views />
          </main>
        </div>
        <Footer />
      </div>
      <Tour />
      <Notices />
      <DropZone />
    </CrashBoundary>
  )
}

function Views() {
  const messages = useMessages().shell.tabs
  const tab = useAppStore((state) => state.view.tab)
  const { setTab } = useActions()
  return (
    <Tabs
      label={messages.label}
      value={tab}
      onValueChange={setTab}
      items={[
        { value: 'gates', label: messages.gates, content: <Reading /> },
        {
          value: 'train',
          label: messages.train,
          content: (
            <Suspense fallback={null}>
              <TrainingPanel />
            </Suspense>
          ),
        },
        {
          value: 'learn',
          label: messages.learn,
          content: (
            <Suspense fallback={null}>
              <Learn />
            </Suspense>
          ),
        },
      ]}
    />
  )
}

/** Theme and language of the document itself; before paint, so that canvases find the new colours. */
function useDocumentSettings() {
  const theme = useAppStore((state) => state.view.theme)
  const language = useAppStore((state) => state.view.language)
  const { name, tagline } = useMessages().shell
  useLayoutEffect(() => {
    const root = document.documentElement
    root.lang = language === 'zh' ? 'zh-Hans' : 'en'
    if (theme === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = theme
    document.title = `${name} · ${tagline}`
  }, [theme, language, name, tagline])
}
