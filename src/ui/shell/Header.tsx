import { Languages, Monitor, Moon, Sun } from 'lucide-react'
import type { Language, ThemeChoice } from '../../state/app-state'
import { IconButton } from '../kit/IconButton'
import { loadMessages } from '../kit/messages/dictionaries'
import { useMessages } from '../kit/messages/messages'
import { fetchLater } from '../kit/part'
import { useActions, useAppStore } from '../kit/store'
import { DataStatus } from './DataStatus'
import { EngineStatus } from './EngineStatus'
import styles from './Header.module.css'
import { LinkButton } from './link/LinkButton'
import { ModelStatus } from './ModelStatus'
import { PresentButton } from './Present'

export function Header() {
  const messages = useMessages().shell
  return (
    <header className={styles.header}>
      <div className={styles.title}>
        <h1 className={styles.name}>{messages.name}</h1>
        <p className={styles.tagline} data-left-out="presentation">
          {messages.tagline}
        </p>
      </div>
      <div className={styles.status} data-left-out="print">
        <ModelStatus />
        <div className={styles.beside} data-left-out="presentation">
          <DataStatus />
          <EngineStatus />
        </div>
      </div>
      <div className={styles.settings} data-left-out="print">
        <LinkButton />
        <PresentButton />
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  )
}

const OTHER: Record<Language, Language> = { en: 'zh', zh: 'en' }
fetchLater(() => loadMessages('zh'))
fetchLater(() => loadMessages('en'))

/** Offers the other language in its own words. */
function LanguageButton() {
  const messages = useMessages().shell.language
  const language = useAppStore((state) => state.view.language)
  const { setLanguage, showError } = useActions()
  const other = OTHER[language]
  const change = (): void => {
    loadMessages(other).then(() => setLanguage(other), showError)
  }
  return (
    <IconButton lang={other} label={messages[other]} onClick={change}>
      <Languages aria-hidden />
    </IconButton>
  )
}

const NEXT_THEME: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' }
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon }

function ThemeButton() {
  const { theme: messages, labelled } = useMessages().shell
  const theme = useAppStore((state) => state.view.theme)
  const { setTheme } = useActions()
  const Icon = THEME_ICONS[theme]
  return (
    <IconButton label={labelled(messages.label, messages[theme])} onClick={() => setTheme(NEXT_THEME[theme])}>
      <Icon aria-hidden />
    </IconButton>
  )
}
