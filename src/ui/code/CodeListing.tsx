import { useMemo } from 'react'
import { useMessages } from '../kit/messages/messages'
import { inRepository } from '../kit/repository'
import styles from './CodeListing.module.css'
import type { CodeFile } from './sources'
import { type CodeLanguage, type Token, tokenize } from './tokenize'

export interface CodeListingProps {
  /** Where it begins. */
  readonly id: string
  readonly file: CodeFile
  readonly language: CodeLanguage
}

/** A file of code, line by line with numbers; each number leads to its line in the repository where the build knows one. */
export function CodeListing({ id, file: { path, text }, language }: CodeListingProps) {
  const { code } = useMessages().shell
  const lines = useMemo(() => tokenize(text, language), [text, language])
  const address = inRepository(path)
  return (
    <div id={id}>
      <div className={styles.head}>
        <h3 className={styles.path}>{path}</h3>
        {address !== null && (
          <a href={address} target="_blank" rel="noreferrer">
            {code.repository}
          </a>
        )}
      </div>
      <pre className={styles.code}>
        <code>
          {lines.map((line, at) => (
            <Line key={at} number={at + 1} path={path} tokens={line} />
          ))}
        </code>
      </pre>
    </div>
  )
}

function Line({ number, path, tokens }: { readonly number: number; readonly path: string; readonly tokens: readonly Token[] }) {
  const address = inRepository(path, number)
  return (
    <span className={styles.line} data-line={number}>
      {address === null ? (
        <span className={styles.number} aria-hidden data-number={number} />
      ) : (
        <a className={styles.number} aria-hidden tabIndex={-1} data-number={number} href={address} target="_blank" rel="noreferrer" />
      )}
      <span className={styles.text}>
        {tokens.map(({ kind, text }, at) => (
          <span key={at} data-kind={kind === 'plain' ? undefined : kind}>
            {text}
          </span>
        ))}
        <span>{'\n'}</span>
      </span>
    </span>
  )
}
