/** What preferences are kept under in `localStorage`. */
export const PREFERENCES_KEY = 'gatelight/preferences'

/** There in `localStorage` once a visit has been stored: whether it was another drawing than the page's own is not known before it is read. */
export const LEFT_KEY = 'gatelight/left'
