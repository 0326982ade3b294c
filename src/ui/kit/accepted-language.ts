/**
 * Replaces languages of the browser that `Intl` refuses, such as the `C` of a system without one: what formats numbers in the browser's language would
 * throw while it loads.
 *
 * @param languages  as the browser has them, best first; changed in place
 */
export function acceptLanguage(languages: Pick<Navigator, 'language' | 'languages'>): void {
  const accepted = [languages.language, ...languages.languages].filter(isAccepted)
  const [language = 'en'] = accepted
  if (language === languages.language && languages.languages.every(isAccepted)) return
  Object.defineProperties(languages, {
    language: { configurable: true, get: () => language },
    languages: { configurable: true, get: () => Object.freeze([...new Set([language, ...accepted])]) },
  })
}

function isAccepted(language: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language).length >= 0
  } catch {
    return false
  }
}
