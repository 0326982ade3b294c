/** Writing to the document at the pen's rate: what is there already is not written again, so that nothing is laid out for it. */

export function setText(element: Element | null, text: string): void {
  if (element === null || element.textContent === text) return
  // Changing the text that is there costs less than another one in its place.
  const { firstChild } = element
  if (firstChild instanceof Text && firstChild === element.lastChild) firstChild.data = text
  else element.textContent = text
}

/** A custom property of the element; `null` removes it. */
export function setVariable(element: HTMLElement | null, name: `--${string}`, value: number | null): void {
  if (element === null) return
  const text = value === null ? '' : String(value)
  if (element.style.getPropertyValue(name) === text) return
  if (value === null) element.style.removeProperty(name)
  else element.style.setProperty(name, text)
}

/** A `data-` attribute; `null` removes it. */
export function setData(element: HTMLElement | null, name: string, value: string | number | null): void {
  if (element === null) return
  const { dataset } = element
  if (value === null) delete dataset[name]
  else if (dataset[name] !== String(value)) dataset[name] = String(value)
}

export function setAttribute(element: Element | null, name: string, value: string): void {
  if (element !== null && element.getAttribute(name) !== value) element.setAttribute(name, value)
}

/** As the `ref` of what takes the focus when it comes. */
export function focusIt(element: HTMLElement | null): void {
  element?.focus()
}
