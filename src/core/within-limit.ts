/**
 * Waits for something outside of the page's own code, which may never answer: a browser's API, a server, a driver. What arrives after the limit is
 * dropped, a rejection too.
 *
 * @param limitMs  milliseconds
 * @param late     the caller's own error for an answer that does not come
 * @throws what `work` rejects with, or what `late` makes
 */
export async function withinLimit<T>(work: Promise<T>, limitMs: number, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
