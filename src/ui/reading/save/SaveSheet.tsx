import { useEffect, useRef, useState } from 'react'
import { Button } from '../../kit/Button'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { Progress } from '../../kit/Progress'
import { Segmented } from '../../kit/Segmented'
import { useActions, useAppStore, useAppStoreApi } from '../../kit/store'
import { useModelView } from '../../network/use-model-view'
import { layerTitle } from '../../network/words'
import { framesOf } from './film'
import { makeFile, type SavedFormat, savedFormats } from './make-file'
import styles from './SaveSheet.module.css'

/** What the visitor gets, and of which layers. */
export function SaveSheet() {
  const messages = useMessages()
  const { saving: words } = messages
  const [scope, setScope] = useState<'one' | 'all'>('one')
  const { model, layer } = useModelView()
  const { state, making, make, cancel } = useSaving(scope)
  const isEmpty = useAppStore(({ trace }) => trace === null)
  const layers = model === null || layer === null ? [] : scope === 'all' ? model.layers : [layer]
  const canFilm = framesOf({ layers }) > 1
  const unavailable = (format: SavedFormat): boolean =>
    isEmpty || making !== null || (format === 'film' && !canFilm) || (isPicture(format) && layers.length === 0)
  const group = (title: string, formats: readonly SavedFormat[]) => (
    <div className={styles.group} role="group" aria-label={title}>
      <h3 className={styles.label}>{title}</h3>
      <div className={styles.formats}>
        {formats.map((format) => (
          <Button key={format} small unavailable={unavailable(format)} onClick={() => void make(format)}>
            {words.formats[format]}
          </Button>
        ))}
      </div>
    </div>
  )
  return (
    <section className={styles.sheet} aria-label={words.open}>
      <h2 className={styles.title}>{words.open}</h2>
      {group(words.pictures, savedFormats.filter(isPicture))}
      {model !== null && layer !== null && model.layers.length > 1 && (
        <div className={styles.choice}>
          <span className={styles.note} aria-hidden>
            {words.layers.label}
          </span>
          <Segmented
            label={words.layers.label}
            value={scope}
            disabled={making !== null}
            options={[
              { value: 'one', label: layerTitle(messages, layer) },
              { value: 'all', label: words.layers.all },
            ]}
            onValueChange={setScope}
          />
        </div>
      )}
      {group(
        words.values,
        savedFormats.filter((format) => !isPicture(format)),
      )}
      {making?.format === 'film' && (
        <div className={styles.film}>
          <Progress className={styles.progress} label={words.progress} fraction={making.done} />
          <Button small onClick={cancel}>
            {words.cancel}
          </Button>
        </div>
      )}
      <p className={styles.note} role="status">
        {isEmpty ? messages.reading.summaryNone : state}
      </p>
      <p className={styles.note}>{canFilm || layers.length === 0 ? words.help : messages.shell.sentences([words.help, words.noFilm])}</p>
    </section>
  )
}

function isPicture(format: SavedFormat): boolean {
  return format === 'png' || format === 'svg' || format === 'film'
}

interface Making {
  readonly format: SavedFormat
  /** 0 … 1 */
  readonly done: number
}

/** Makes one file at a time; one that is not ready when the sheet is closed is given up. */
function useSaving(scope: 'one' | 'all') {
  const api = useAppStoreApi()
  const { saving: words } = useMessages()
  const format = useFormat()
  const { saveFile, showError } = useActions()
  const [making, setMaking] = useState<Making | null>(null)
  const [state, setState] = useState('')
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  const make = async (to: SavedFormat): Promise<void> => {
    const controller = new AbortController()
    running.current = controller
    setMaking({ format: to, done: 0 })
    setState(words.making(words.formats[to]))
    try {
      const file = await makeFile(api.getState(), to, scope, {
        signal: controller.signal,
        onProgress: (done) => setMaking({ format: to, done }),
      })
      controller.signal.throwIfAborted()
      if (file !== null) {
        saveFile(file.name, file.bytes)
        setState(words.saved(file.name, format.bytes(file.bytes.length)))
      }
    } catch (error) {
      if (!controller.signal.aborted) showError(error)
      setState(controller.signal.aborted ? words.cancelled : '')
    } finally {
      setMaking(null)
    }
  }
  return { state, making, make, cancel: () => running.current?.abort() }
}
