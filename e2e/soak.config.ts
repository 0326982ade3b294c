import base from './screenshots.config.ts'

/** `npm run soak`: an hour of training and drawing in which something goes wrong every minute; too long for `npm test`. */
export default {
  ...base,
  testDir: 'soak',
  testMatch: '*.spec.ts',
  retries: 0,
  workers: 1,
  projects: [{ name: 'soak', use: { viewport: { width: 1440, height: 900 }, actionTimeout: 30_000 } }],
}
