import { Component, type ReactNode } from 'react'
import { Button } from '../kit/Button'
import styles from './CrashBoundary.module.css'
import type { Messages } from '../kit/messages/messages'

interface Props {
  /** Handed in, since the store may be what failed. */
  readonly messages: Messages['shell']['crash']
  readonly children: ReactNode
}

/** What is shown when the page itself has a defect. */
export class CrashBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const { title, hint, details, reload } = this.props.messages
    return (
      <main>
        <div className={styles.crash} role="alert">
          <h1>{title}</h1>
          <p>{hint}</p>
          <details>
            <summary>{details}</summary>
            <pre lang="en">{`${error.name}: ${error.message}`}</pre>
          </details>
          <Button variant="primary" onClick={() => location.reload()}>
            {reload}
          </Button>
        </div>
      </main>
    )
  }
}
