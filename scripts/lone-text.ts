import { resolve } from 'node:path'
import { isJsxElement, isJsxExpression, isJsxFragment, isJsxText } from 'typescript/unstable/ast/is'
import type { JsxElement, JsxFragment, JsxOpeningLikeElement, Node, SourceFile } from 'typescript/unstable/ast'
import { API, type Checker, type Type, TypeFlags } from 'typescript/unstable/sync'

/** A text that is not alone in its element. */
export interface SharedText {
  readonly file: string
  readonly line: number
  readonly text: string
}

const TEXT = TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BigIntLike

/**
 * Texts that React keeps as nodes of their own: those beside something else, and those without an element around them.
 *
 * A browser's translator puts elements of its own in the place of text nodes. React changes a text that is alone in its element through the element, which
 * bears that; a text node of its own it changes, removes and puts others before where it no longer is: the text stands still, or the page ends.
 *
 * @param project path of a `tsconfig.json`
 */
export function findSharedTexts(project: string): SharedText[] {
  const api = new API()
  try {
    const config = resolve(project)
    const snapshot = api.updateSnapshot({ openProjects: [config] })
    const opened = snapshot.getProject(config)
    if (!opened) throw new Error(`${config} is no project`)
    const { program, checker } = opened
    return program
      .getSourceFileNames()
      .filter((file) => file.endsWith('.tsx'))
      .flatMap((name) => {
        const file = program.getSourceFile(name)
        return file ? findInFile(file, checker) : []
      })
  } finally {
    api.close()
  }
}

function findInFile(file: SourceFile, checker: Checker): SharedText[] {
  const found: SharedText[] = []
  const visit = (node: Node): void => {
    if (isJsxElement(node) || isJsxFragment(node)) {
      for (const child of sharedTextsOf(node, checker)) {
        const from = child.getStart(file)
        found.push({
          file: file.fileName,
          line: file.text.slice(0, from).split('\n').length,
          text: file.text.slice(from, child.end).trim(),
        })
      }
    }
    node.forEachChild(visit)
  }
  visit(file)
  return found
}

function sharedTextsOf(parent: JsxElement | JsxFragment, checker: Checker): Node[] {
  const children = parent.children.filter(
    (child) => !(isJsxText(child) ? isLayout(child.text) : isJsxExpression(child) && !child.expression),
  )
  const isAlone = children.length === 1 && isJsxElement(parent) && isElement(parent.openingElement, checker)
  return children.filter((child) => {
    if (isJsxText(child)) return !isAlone
    if (!isJsxExpression(child) || !child.expression) return false
    const type = checker.getTypeAtLocation(child.expression)
    return type !== undefined && (isAlone ? hasTextList(type, checker) : hasText(type, checker))
  })
}

/** Line breaks and what indents lines, which JSX leaves out. */
function isLayout(text: string): boolean {
  return text.trim() === '' && text.includes('\n')
}

/** Whether a component puts its children into an element of its own; those of a library do when they can be given a class. */
function isElement(tag: JsxOpeningLikeElement, checker: Checker): boolean {
  if (/^[a-z]/.test(tag.tagName.getText())) return true
  const signature = checker.getResolvedSignature(tag)
  const returned = signature && checker.getReturnTypeOfSignature(signature)
  if (!returned) return false
  if (!hasText(returned, checker)) return true
  const props = signature && checker.getParameterType(signature, 0)
  return props !== undefined && checker.getPropertyOfType(props, 'className') !== undefined
}

/** The members of a union, those of a bounded type parameter, otherwise the type itself. */
function partsOf(type: Type, checker: Checker): readonly Type[] {
  if (type.isUnionType()) return type.getTypes().flatMap((part) => partsOf(part, checker))
  const bound = type.isTypeParameter() ? checker.getConstraintOfTypeParameter(type) : undefined
  return bound ? partsOf(bound, checker) : [type]
}

/** @param outer lists around the type, which may hold themselves */
function hasText(type: Type, checker: Checker, outer: readonly number[] = []): boolean {
  return partsOf(type, checker).some((part) => (part.flags & TEXT) !== 0 || isTextList(part, checker, outer))
}

/** A text that is alone is changed through its element; one in a list is not. */
function hasTextList(type: Type, checker: Checker): boolean {
  return partsOf(type, checker).some((part) => isTextList(part, checker))
}

function isTextList(type: Type, checker: Checker, outer: readonly number[] = []): boolean {
  if (outer.includes(type.id) || !checker.isArrayLikeType(type) || !type.isTypeReference()) return false
  return checker.getTypeArguments(type).some((item) => hasText(item, checker, [...outer, type.id]))
}
