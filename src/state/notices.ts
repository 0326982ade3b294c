import type { ErrorData } from '../worker/protocol'
import type { Notice } from './app-state'

export interface NoticesOptions {
  readonly get: () => readonly Notice[]
  readonly set: (notices: readonly Notice[]) => void
}

/** What the visitor is told. The same thing twice is told once, as the newest. */
export class Notices {
  private next = 1

  constructor(private readonly options: NoticesOptions) {}

  add(error: ErrorData, { level = 'error', way = null }: Partial<Pick<Notice, 'level' | 'way'>> = {}): void {
    const { get, set } = this.options
    set([...get().filter((notice) => !isSame(notice.error, error)), { id: this.next++, level, error, way }])
  }

  /** Takes back what is true no more. */
  remove(isOver: (notice: Notice) => boolean): void {
    const { get, set } = this.options
    if (get().some(isOver)) set(get().filter((notice) => !isOver(notice)))
  }

  /** Changes what a notice says, where it is still read. */
  replace(isMeant: (notice: Notice) => boolean, error: ErrorData): void {
    const { get, set } = this.options
    if (get().some(isMeant)) set(get().map((notice) => (isMeant(notice) ? { ...notice, error } : notice)))
  }
}

/** What is said to visitors is made of code and detail. */
function isSame(a: ErrorData, b: ErrorData): boolean {
  return a.code === b.code && JSON.stringify(a.detail) === JSON.stringify(b.detail)
}
