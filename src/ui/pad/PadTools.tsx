import { Eraser, LayoutGrid, Pencil, PenLine, Redo2, Trash2, Undo2 } from 'lucide-react'
import { useCallback, useState, useSyncExternalStore } from 'react'
import { Button } from '../kit/Button'
import { classes } from '../kit/classes'
import { IconButton } from '../kit/IconButton'
import { hasRoomBeside } from '../kit/media'
import { useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import { Popover } from '../kit/Popover'
import { Segmented } from '../kit/Segmented'
import { Tooltip } from '../kit/Tooltip'
import { KeepAs, KeptNote } from './KeepAs'
import styles from './PadTools.module.css'
import { neighbourSize, PEN_WIDTHS } from './tools'
import type { PadHandle } from './use-pad'

/** Inside the popover. */
const Shelf = part(async () => (await import('./Shelf')).Shelf)

export interface PadToolsProps {
  readonly pad: PadHandle
  /** Without what comes from, or goes to, the rest of the page. */
  readonly isAlone: boolean
}

/** What can be done on the pad, and what can be put on it. */
export function PadTools({ pad, isAlone }: PadToolsProps) {
  const { controller, writeSample, writeDigit } = pad
  const messages = useMessages().pad
  const { canUndo, canRedo, isEmpty, tool, penSize } = useSyncExternalStore(
    controller.subscribe,
    controller.getStatus,
    controller.getStatus,
  )
  const [kept, setKept] = useState<number | null>(null)
  const forgetKept = useCallback(() => setKept(null), [])
  const next = messages.penSizes[neighbourSize(penSize, 1, true)]
  return (
    <div className={styles.tools}>
      <div className={classes(styles.row, styles.beside)}>
        <Segmented
          label={messages.tool}
          className={styles.choice}
          value={tool}
          options={[
            { value: 'pen', label: <Pencil aria-hidden />, name: messages.pen },
            { value: 'eraser', label: <Eraser aria-hidden />, name: messages.eraser },
          ]}
          onValueChange={controller.setTool}
        />
        <IconButton
          label={messages.penSize(messages.penSizes[penSize])}
          hint={messages.penSizeHint(messages.penSizes[penSize], next)}
          onClick={() => controller.nextPenSize(1, true)}
        >
          <svg viewBox="0 0 16 16" aria-hidden>
            <path d="M2.5 13 L13 2.5" stroke="currentColor" strokeWidth={54 * PEN_WIDTHS[penSize] - 1} strokeLinecap="round" />
          </svg>
        </IconButton>
        <span className={styles.space} />
        <IconButton label={messages.undo} hint={`${messages.undo} (Ctrl+Z)`} unavailable={!canUndo} onClick={controller.undo}>
          <Undo2 aria-hidden />
        </IconButton>
        <IconButton label={messages.redo} hint={`${messages.redo} (Ctrl+Shift+Z)`} unavailable={!canRedo} onClick={controller.redo}>
          <Redo2 aria-hidden />
        </IconButton>
        <IconButton label={messages.clear} unavailable={isEmpty} onClick={controller.clear}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <div className={classes(styles.row, styles.below)}>
        <Tooltip text={messages.sampleHint}>
          <Button className={styles.wide} onClick={writeSample}>
            <PenLine aria-hidden />
            <span>{messages.sample}</span>
          </Button>
        </Tooltip>
        {!isAlone && (
          <>
            <Popover
              title={messages.shelf.title}
              side={hasRoomBeside() ? 'right' : 'bottom'}
              align="start"
              trigger={
                <Button className={styles.wide}>
                  <LayoutGrid aria-hidden />
                  <span>{messages.shelf.open}</span>
                </Button>
              }
            >
              <Shelf writeDigit={writeDigit} />
            </Popover>
            <KeepAs pad={pad} onKept={setKept} />
          </>
        )}
      </div>
      {!isAlone && <KeptNote pad={pad} digit={kept} onOther={forgetKept} />}
    </div>
  )
}
