import { register } from 'tsx/esm/api'

// Threads of Node do not inherit what runs TypeScript.
register()
await import('./helper-thread.ts')
