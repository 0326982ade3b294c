/** What preferences are kept under in `localStorage`. */
export const PREFERENCES_KEY = 'gatelight/preferences'
