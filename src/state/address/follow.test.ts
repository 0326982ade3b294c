import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newPage, settle } from '../store.fixture'
import { followAddress } from './follow'
import type { PageHistory } from './page-history'
import { eventually } from '../../testing/eventually'

/** A browser's history: entries, the one that is shown, and whether the page has made it. */
class TestHistory implements PageHistory {
  private readonly entries: { hash: string; isOwn: boolean }[]
  private at = 0
  private listener = (): void => {}

  constructor(hash = '') {
    this.entries = [{ hash, isOwn: false }]
  }

  hash = (): string => this.entries[this.at]!.hash
  isOwn = (): boolean => this.entries[this.at]!.isOwn
  push(hash: string): void {
    this.entries.splice(++this.at, Infinity, { hash, isOwn: true })
  }
  replace(hash: string): void {
    this.entries[this.at] = { hash, isOwn: true }
  }
  onChange(listener: () => void): void {
    this.listener = listener
  }

  /** The visitor goes back or forward. */
  go(by: number): void {
    this.at += by
    this.listener()
  }

  /** The visitor follows a link in this tab. */
  visit(hash: string): void {
    this.entries.splice(++this.at, Infinity, { hash, isOwn: false })
    this.listener()
  }

  all(): readonly string[] {
    return this.entries.map(({ hash }) => hash)
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function openPage(hash = '') {
  const page = newPage()
  const opened = await page.readyStore()
  const history = new TestHistory(hash)
  await followAddress(opened.store, history)
  await settle()
  return { ...opened, history, client: page.client }
}

describe('the address of a view', () => {
  it('is an entry of the history: Back and Forward go from view to view', async () => {
    const { actions, state, history } = await openPage()
    actions.setTab('train')
    actions.setTab('learn')
    actions.setTab('learn')
    actions.setTab('gates')
    expect(history.all()).toEqual(['', '#v1/train', '#v1/learn', '#v1/gates'])
    history.go(-1)
    expect(state().view.tab).toBe('learn')
    history.go(-2)
    expect(state().view.tab).toBe('gates')
    history.go(1)
    expect(state().view.tab).toBe('train')
    expect(history.all()).toHaveLength(4)
  })

  it('opens that view, and takes no entry of its own', async () => {
    const { state, history } = await openPage('#v1/learn')
    expect(state()).toMatchObject({ view: { tab: 'learn' }, notices: [] })
    expect(history.all()).toEqual(['#v1/learn'])
  })

  it('that there is not shows the first one, and that is said', async () => {
    const { state } = await openPage('#v1/judgement')
    await eventually(() => expect(state().notices).toHaveLength(1))
    expect(state()).toMatchObject({ view: { tab: 'gates' }, notices: [{ error: { code: 'address' } }] })
  })

  it('of something else is left alone, and that is said', async () => {
    const { state, actions, history } = await openPage('#access_token=1')
    await eventually(() => expect(state().notices).toHaveLength(1))
    expect(state().notices).toMatchObject([{ error: { detail: { fault: { kind: 'form' } } } }])
    actions.setTab('train')
    expect(history.all()).toEqual(['#access_token=1', '#v1/train'])
  })
})

describe('a link that is followed in the page', () => {
  it('is opened once: Back to it changes the view alone', async () => {
    const { state, actions, history, client } = await openPage()
    history.visit('#v1/train?model=row-rnn')
    expect(state().view.tab).toBe('train')
    await eventually(() => expect(client.count('loadModel')).toBe(1))
    await settle()
    actions.setTab('gates')
    history.go(-1)
    await settle()
    expect(state().view.tab).toBe('train')
    expect(client.count('loadModel')).toBe(1)
  })

  it('never starts a training', async () => {
    const { client } = await openPage('#v1/train?run=AAAA&data=built-in&weights=fresh&model=row-gru')
    await eventually(() => expect(client.count('newModel')).toBe(1))
    await settle()
    expect(client.count('train')).toBe(0)
  })
})
