import type { MouseEvent } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../state/app-state'
import styles from './App.module.css'
import { Code } from './code/Code'
import { Later } from './kit/Later'
import { useMessages } from './kit/messages/messages'
import { fetchParts, part } from './kit/part'
import { StoreProvider, useActions, useAppStore } from './kit/store'
import { Tabs } from './kit/Tabs'
import { Tour } from './tour/Tour'
import { Rail } from './pad/Rail'
import { Reading } from './reading/Reading'
import { CrashBoundary } from './shell/CrashBoundary'
import { DropZone } from './shell/DropZone'
import { OwnData } from './shell/own-data/OwnData'
import { Footer } from './shell/Footer'
import { Header } from './shell/Header'
import { Notices } from './shell/Notices'
import { useDocumentSettings, usePartsAfterAnswer } from './use-page'

/** The other views. */
const Compose = part(async () => (await import('./compose/Compose')).Compose)
const TrainingPanel = part(async () => (await import('./training/TrainingPanel')).TrainingPanel)
const Judge = part(async () => (await import('./judge/Judge')).Judge)
const Compare = part(async () => (await import('./compare/Compare')).Compare)
const Write = part(async () => (await import('./write/Write')).Write)
const Hand = part(async () => (await import('./hand/Hand')).Hand)
const Learn = part(async () => (await import('./learn/Learn')).Learn)

/** The whole page, on a store that is there already. */
export function App({ store }: { readonly store: StoreApi<Store> }) {
  return (
    <StoreProvider store={store}>
      <Page />
    </StoreProvider>
  )
}

function Page() {
  const messages = useMessages().shell
  useDocumentSettings()
  usePartsAfterAnswer(fetchParts)
  return (
    <CrashBoundary messages={messages.crash}>
      <a className={styles.skip} href="#main" data-left-out="print" onClick={skip}>
        {messages.skipToMain}
      </a>
      <div className={styles.page}>
        <Header />
        <Later>
          <div className={styles.columns}>
            <Rail />
            <main id="main" className={styles.main} tabIndex={-1}>
              <Later>
                <Views />
              </Later>
            </main>
          </div>
          <Later>
            <Footer />
          </Later>
        </Later>
      </div>
      <Tour />
      <Notices />
      <DropZone />
      <OwnData />
      <Code />
    </CrashBoundary>
  )
}

/** To the view, and not to an address of it. */
function skip(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
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
        { value: 'compose', label: messages.compose, content: <Compose /> },
        {
          value: 'train',
          label: messages.train,
          content: <TrainingPanel />,
        },
        {
          value: 'judge',
          label: messages.judge,
          content: <Judge />,
        },
        {
          value: 'compare',
          label: messages.compare,
          content: <Compare />,
        },
        {
          value: 'write',
          label: messages.write,
          content: <Write />,
        },
        {
          value: 'hand',
          label: messages.hand,
          content: <Hand />,
        },
        {
          value: 'learn',
          label: messages.learn,
          content: <Learn />,
        },
      ]}
    />
  )
}
