import { Check, Copy } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { loadPart } from '../../core/load-part'
import { engineKinds } from '../../nn/engine-kinds'
import { Button } from '../kit/Button'
import { copyText } from '../kit/clipboard'
import { Dialog } from '../kit/Dialog'
import { useMessages } from '../kit/messages/messages'
import { Segmented } from '../kit/Segmented'
import { Select } from '../kit/Select'
import { useAppStore } from '../kit/store'
import styles from './CodeDialog.module.css'
import { CodeListing } from './CodeListing'
import { assemblyOf, kernelLabels } from './kernels'
import { type CodeFile, loadAssembly, loadKernel, wholeOf } from './sources'
import type { CodeLanguage } from './tokenize'

export interface CodeDialogProps {
  /** Label of the kernel. */
  readonly kernel: string
  readonly onChoose: (kernel: string) => void
  readonly onClose: () => void
}

/** A kernel's code, for the GPU and for the CPU; begins with what computes on this page. */
export function CodeDialog({ kernel, onChoose, onClose }: CodeDialogProps) {
  const { code, close } = useMessages().shell
  const isOnCpu = useAppStore(({ engine }) => engine !== null && !engineKinds[engine.kind].isHardware)
  const [chosen, setChosen] = useState<CodeLanguage | null>(null)
  const assembly = assemblyOf(kernel)
  const language = assembly === null ? 'wgsl' : (chosen ?? (isOnCpu ? 'assemblyscript' : 'wgsl'))
  const { files, isMissing, retry } = useFiles(kernel, language)
  return (
    <Dialog
      wide
      title={code.listing(kernel)}
      description={<p>{language === 'wgsl' ? code.about : code.aboutAssembly}</p>}
      onClose={onClose}
    >
      <div className={styles.tools}>
        <Select
          aria-label={code.kernel}
          className={styles.kernels}
          value={kernel}
          options={kernelLabels.map((label) => ({ value: label, label }))}
          onValueChange={onChoose}
        />
        {assembly !== null && (
          <Segmented
            label={code.language}
            value={language}
            options={(['wgsl', 'assemblyscript'] as const).map((value) => ({ value, label: code.languages[value] }))}
            onValueChange={setChosen}
          />
        )}
        <CopyCode key={`${kernel} ${language}`} files={files} />
        <Button className={styles.close} onClick={onClose}>
          {close}
        </Button>
      </div>
      {files !== null && <Files name={kernel} files={files} language={language} />}
      {files === null && !isMissing && <p className={styles.waiting}>{code.loading}</p>}
      {isMissing && <Missing onRetry={retry} />}
    </Dialog>
  )
}

/** The files of one listing; null before they are there. */
function useFiles(kernel: string, language: CodeLanguage) {
  const [loaded, setLoaded] = useState<{ readonly of: string; readonly files: readonly CodeFile[] | null } | null>(null)
  const [tries, setTries] = useState(0)
  const wanted = `${kernel} ${language} ${tries}`
  useEffect(() => {
    let isWanted = true
    const assembly = assemblyOf(kernel)
    loadPart(() => (language === 'wgsl' || assembly === null ? loadKernel(kernel) : loadAssembly(assembly))).then(
      (files) => isWanted && setLoaded({ of: wanted, files }),
      () => isWanted && setLoaded({ of: wanted, files: null }),
    )
    return () => {
      isWanted = false
    }
  }, [kernel, language, wanted])
  const isThere = loaded?.of === wanted
  return { files: isThere ? loaded.files : null, isMissing: isThere && loaded.files === null, retry: () => setTries(tries + 1) }
}

/** Copies all that is shown, and says whether it could. */
function CopyCode({ files }: { readonly files: readonly CodeFile[] | null }) {
  const { code } = useMessages().shell
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  const copy = async (): Promise<void> => {
    if (files !== null) setOutcome((await copyText(wholeOf(files))) ? 'copied' : 'refused')
  }
  return (
    <>
      <Button unavailable={files === null} onClick={() => void copy()}>
        {outcome === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
        <span>{code.copy}</span>
      </Button>
      <p className={styles.outcome} role="status">
        {outcome === null ? '' : code[outcome]}
      </p>
    </>
  )
}

function Missing({ onRetry }: { readonly onRetry: () => void }) {
  const { missing } = useMessages().shell
  return (
    <div className={styles.missing} role="alert">
      <p>{missing.title}</p>
      <p>{missing.hint}</p>
      <Button small onClick={onRetry}>
        {missing.retry}
      </Button>
    </div>
  )
}

interface FilesProps {
  readonly name: string
  readonly files: readonly CodeFile[]
  readonly language: CodeLanguage
}

/** What is shown, and a way to each of its parts. */
function Files({ name, files, language }: FilesProps) {
  const { code } = useMessages().shell
  const listing = useRef<HTMLDivElement>(null)
  const id = useId()
  const goTo = (part: string): void => {
    document.getElementById(part)?.scrollIntoView({ block: 'start' })
    listing.current?.focus({ preventScroll: true })
  }
  return (
    <>
      {files.length > 1 && (
        <nav className={styles.parts} aria-label={code.parts}>
          {files.map(({ path }, at) => (
            <Button key={path} small variant="quiet" translate="no" className={styles.part} onClick={() => goTo(`${id}-${at}`)}>
              {path.split('/').slice(-2).join('/')}
            </Button>
          ))}
        </nav>
      )}
      {/* Longer and wider than the dialog: by its place among the tab stops a keyboard scrolls it. */}
      <div ref={listing} className={styles.listing} role="region" aria-label={code.listing(name)} tabIndex={0} lang="en" translate="no">
        {files.map((file, at) => (
          <CodeListing key={file.path} id={`${id}-${at}`} file={file} language={language} />
        ))}
      </div>
    </>
  )
}
