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
        <Button className={styles.close} onClick={onClose}>
          {close}
        </Button>
      </div>
      <Loaded key={`${kernel} ${language}`} kernel={kernel} language={language} />
    </Dialog>
  )
}

function Loaded({ kernel, language }: { readonly kernel: string; readonly language: CodeLanguage }) {
  const { code, missing } = useMessages().shell
  const [files, setFiles] = useState<readonly CodeFile[] | null>(null)
  const [tries, setTries] = useState(0)
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    let isWanted = true
    const assembly = assemblyOf(kernel)
    loadPart(() => (language === 'wgsl' || assembly === null ? loadKernel(kernel) : loadAssembly(assembly))).then(
      (loaded) => isWanted && setFiles(loaded),
      () => isWanted && setMissing(true),
    )
    return () => {
      isWanted = false
    }
  }, [kernel, language, tries])

  if (files !== null) return <Files name={kernel} files={files} language={language} />
  if (!isMissing) return <p className={styles.waiting}>{code.loading}</p>
  return (
    <div className={styles.missing} role="alert">
      <p>{missing.title}</p>
      <p>{missing.hint}</p>
      <Button
        small
        onClick={() => {
          setMissing(false)
          setTries(tries + 1)
        }}
      >
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

/** What is shown, a way to each of its parts, and a copy of all. */
function Files({ name, files, language }: FilesProps) {
  const { code } = useMessages().shell
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  const listing = useRef<HTMLDivElement>(null)
  const id = useId()
  return (
    <>
      <div className={styles.tools}>
        {files.length > 1 && (
          <nav className={styles.parts} aria-label={code.parts}>
            {files.map(({ path }, at) => (
              <Button
                key={path}
                small
                variant="quiet"
                translate="no"
                className={styles.part}
                onClick={() => {
                  const part = document.getElementById(`${id}-${at}`)
                  if (part !== null && listing.current !== null) part.closest('section')?.scrollIntoView({ block: 'start' })
                  listing.current?.focus()
                }}
              >
                {path.split('/').slice(-2).join('/')}
              </Button>
            ))}
          </nav>
        )}
        <p className={styles.outcome} role="status">
          {outcome === null ? '' : code[outcome]}
        </p>
        <Button
          small
          className={styles.copy}
          onClick={() => void copyText(wholeOf(files)).then((isCopied) => setOutcome(isCopied ? 'copied' : 'refused'))}
        >
          {outcome === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span>{code.copy}</span>
        </Button>
      </div>
      {/* Longer and wider than the dialog: by its place among the tab stops a keyboard scrolls it. */}
      <div ref={listing} className={styles.listing} role="region" aria-label={code.listing(name)} tabIndex={0} lang="en" translate="no">
        {files.map((file, at) => (
          <CodeListing key={file.path} id={`${id}-${at}`} file={file} language={language} />
        ))}
      </div>
    </>
  )
}
