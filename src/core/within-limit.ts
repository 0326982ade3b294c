const PIECES = 4

/**
 * Waits for something outside of the page's own code, which may never answer: a browser's API, a server, a driver. What arrives after the limit is
 * dropped, a rejection too.
 *
 * The limit is counted in pieces: of a time in which this thread could not run, because the computer slept or a long computation kept it, only
 * one piece counts, and an answer that came meanwhile is heard.
 *
 * @param limitMs  milliseconds
 * @param late     the caller's own error for an answer that does not come
 * @throws what `work` rejects with, or what `late` makes
 */
export async function withinLimit<T>(work: Promise<T>, limitMs: number, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    const wait = (pieces: number): void => {
      timer = setTimeout(() => (pieces > 1 ? wait(pieces - 1) : reject(late())), limitMs / PIECES)
    }
    wait(PIECES)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
