import type { DataPlace } from './errors'

/** How far one file has come: compressed bytes where their number is known beforehand, else uncompressed ones. */
export interface DataProgress extends DataPlace {
  readonly receivedBytes: number
  readonly totalBytes: number
}

/** A progress bar needs no more, and every report is a message between threads. */
const INTERVAL_MS = 50

/** Passes on the first report of each file, then at most one per interval, and the one that completes the file. */
export function throttled(listener: (progress: DataProgress) => void): (progress: DataProgress) => void {
  let last: DataProgress | null = null
  let lastTime = 0
  return (progress) => {
    const now = performance.now()
    const isNewFile = last === null || last.file !== progress.file || last.source !== progress.source
    const isComplete = progress.receivedBytes === progress.totalBytes && last?.receivedBytes !== progress.receivedBytes
    if (!isNewFile && !isComplete && now - lastTime < INTERVAL_MS) return
    last = progress
    lastTime = now
    listener(progress)
  }
}
