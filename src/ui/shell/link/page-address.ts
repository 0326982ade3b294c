/** The whole page at this address of it, without what is this machine's or this frame's own business. Where the page is only written, its folder. */
export function pageAddress(hash: string): string {
  if (!('location' in globalThis)) return './'
  const address = new URL(location.href)
  address.search = ''
  address.hash = hash
  return address.href
}
