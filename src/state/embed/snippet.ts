import type { EmbedForm } from './settings'
import type { Language } from '../page-state'

export interface EmbedWish {
  readonly form: EmbedForm
  readonly language: Language
  /** What is shown, with its `#`. */
  readonly hash: string
}

/** Heights that hold all of a form where it is wide, CSS pixels; a page that listens to `size` fits them. */
const HEIGHTS: Readonly<Record<EmbedForm, number>> = { pad: 440, reading: 780 }

export const embedForms: readonly EmbedForm[] = ['pad', 'reading']

/** @param page address of this page, of which its folder counts */
export function embedAddress(page: string, { form, language, hash }: EmbedWish): string {
  const address = new URL(page)
  address.search = new URLSearchParams({ embed: form, lang: language }).toString()
  address.hash = hash
  return address.href
}

/** HTML for another page. @param title what a screen reader calls the frame */
export function embedSnippet(page: string, wish: EmbedWish, title: string): string {
  const address = attribute(embedAddress(page, wish))
  return `<iframe src="${address}" title="${attribute(title)}" width="100%" height="${HEIGHTS[wish.form]}" style="border:0" loading="lazy"></iframe>`
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
