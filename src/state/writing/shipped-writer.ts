/** The network that writes and comes with the page: `npm run ship-writer` makes the file, and a test holds this to it. */
export const SHIPPED_WRITER = { path: 'writers/writer.safetensors', bytes: 625_974, version: '2fd20ce6' } as const
