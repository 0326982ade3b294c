import { createStore, type StoreApi } from 'zustand/vanilla'
import { DIGITS } from '../core/task'
import { defaultPreset } from '../nn/spec/presets'
import type { WorkerClient } from '../worker/client'
import type { Actions } from './actions'
import type { AppState, Store } from './app-state'
import { beginAnew, beginningOf, edited, redone, undone, type Composition } from './composition'
import { browserEnvironment, type PageEnvironment } from './environment'
import { rowsActions } from './rows/rows-actions'
import { writingActions } from './writing/writing-actions'
import { handActions } from './hand/hand-actions'
import { followHand } from './hand/hand-later'
import { initialState } from './initial-state'
import { keepPreferences, type Preferences, readPreferences, type PreferenceStorage } from './preferences'
import { raceActions } from './race/race-actions'
import { runActions } from './runs/run-actions'
import { followRuns } from './runs/runs-later'
import { StepSeries } from './series'
import { followOtherTabs } from './other-tabs'
import { whileRunning } from './running-client'
import { Session } from './session'
import type { ModelAccess } from './shelf/open-shelf'
import { shelfActions } from './shelf/shelf-actions'
import { followShelf } from './shelf/shelf-later'
import { storageActions } from './storage/storage-actions'
import { unitRequests } from './unit-requests'
import { LastVisit } from './visit/last-visit'
import { followMoments } from './watch/run-watch'

/**
 * The page's one store. Brings up worker, engine and model at once and then follows them: whatever changes on the pad or in the model
 * is read again by itself.
 *
 * @param worker  the page's own, which may die
 * @param storage where preferences are kept, null where the browser has none
 */
export function createAppStore(
  worker: WorkerClient,
  storage: PreferenceStorage | null,
  environment: PageEnvironment = browserEnvironment(),
): StoreApi<Store> {
  const series = new StepSeries()
  const preferences = asEmbedded(readPreferences(storage, environment.languages), environment.embed)
  // The session needs the store, and the shelf both.
  let modelAccess: ModelAccess | null = null
  const store = createStore<Store>()((set, get) => {
    const client = whileRunning(worker, () => get().status !== 'failed')
    const session = new Session({
      client,
      environment,
      series,
      get,
      set,
      keep: () => keep(),
      lastVisit: () => visit.left(),
      onKept: () => visit.noteWork(),
      openWriter: (bytes) => get().actions.openWriterBytes(bytes),
      onRestored: () => void visit.follow(store).catch(session.actions.showError),
    })
    const visit = new LastVisit({ environment, keptModel: () => session.keptModel })
    let { settings, start } = preferences
    let kept: Preferences = preferences
    const keep = (): void => {
      const { view, training, model, tour, data, engineSpeeds: speeds } = get()
      // The page begins with its first model, so the settings for another one are not for the next visit.
      if (model === null || model.name === defaultPreset.name) ({ settings, start } = training)
      const { theme, language, curves } = view
      const now: Preferences = { theme, language, curves, settings, start, speeds, tourStop: tour.stop, own: data.own }
      keepPreferences(storage, kept, now)
      kept = now
    }
    const setView = (change: Partial<AppState['view']>): void => {
      set({ view: { ...get().view, ...change } })
      keep()
    }
    const setTraining = (change: Partial<AppState['training']>): void => {
      set({ training: { ...get().training, ...change } })
      keep()
    }
    const changeComposition = (change: (composition: Composition) => Composition): void => {
      const { composition } = get()
      if (composition !== null) set({ composition: change(composition) })
    }
    const setJudge = (change: Partial<AppState['judge']>): void => set({ judge: { ...get().judge, ...change } })
    const actions: Actions = {
      ...session.actions,
      ...unitRequests(client),
      ...runActions({
        open: () => runs.get(),
        get: () => get().runs,
        set: (change) => set({ runs: { ...get().runs, ...change } }),
        onError: session.actions.showError,
      }),
      ...raceActions({
        open: async ({ openRace }) => openRace(store, client, await runs.get(), () => session.prepareData()),
        get: () => get().race,
        set: (change) => set({ race: { ...get().race, ...change } }),
        pause: () => client.request('pauseRace', null),
        resume: () => client.request('resumeRace', null),
        onError: session.actions.showError,
      }),
      ...shelfActions({ open: () => openShelf.get(), onError: session.actions.showError }),
      ...handActions({
        open: () => hand.get(),
        get: () => get().hand,
        set: (change) => set({ hand: { ...get().hand, ...change } }),
        onError: session.actions.showError,
      }),
      ...rowsActions({
        client,
        get: () => get().rows,
        set: (change) => set({ rows: { ...get().rows, ...change } }),
        file: environment.rows,
        fetchFile: environment.fetchModel,
        onError: session.actions.showError,
      }),
      ...writingActions({
        client,
        get: () => get().writing,
        set: (change) => set({ writing: { ...get().writing, ...change } }),
        file: environment.writer,
        fetchFile: environment.fetchModel,
        hand: async () => {
          await get().actions.loadHand()
          return get().hand.drawings
        },
        download: environment.download,
        onOpened: () => get().actions.setTab('write'),
        onError: session.actions.showError,
      }),
      ...storageActions({
        storage: environment.storage,
        reset: { runs: () => runs.forget(), models: () => openShelf.forget(), hand: () => hand.forget() },
        endVisit: () => visit.end(),
        onError: session.actions.showError,
      }),
      async startTraining() {
        const resuming = hand.prepareResume(get())
        if (resuming !== null) await resuming.catch(session.actions.showError)
        await session.actions.startTraining()
      },
      setDrawing(drawing) {
        set({ drawing })
        session.readAgain()
      },
      chooseDigit(place) {
        const { drawing } = get()
        const picture = drawing.row?.pictures[place]
        if (drawing.row === undefined || picture === undefined || place === drawing.row.chosen) return
        set({ drawing: { ...drawing, picture, row: { ...drawing.row, chosen: place } } })
        session.readAgain()
      },
      setJudgedPart: (part) => setJudge({ part }),
      setJudgeView: (change) => setJudge({ view: { ...get().judge.view, ...change } }),
      setExamination: (change) => setJudge({ examination: { ...get().judge.examination, ...change } }),
      putOnPad: (dictation) => set({ dictation }),
      dictate: (digit) => set({ dictation: { digit } }),
      setCursor: (change) => set({ cursor: { ...get().cursor, ...change } }),
      setUnitOrder: (by) => set({ unitOrder: { ...get().unitOrder, by } }),
      togglePlaying: () => set({ cursor: { ...get().cursor, playing: !get().cursor.playing } }),
      setSurgery: (change) => session.operate(change),
      setLens: (change) => session.look(change),
      setWatch: (isOpen) => set({ watch: { ...get().watch, isOpen, error: null } }),
      setTrainingSettings(change) {
        const { settings: before } = get().training
        setTraining({ settings: { ...before, ...change } })
      },
      setTrainingStart: (next) => setTraining({ start: next }),
      compose(beginning) {
        const { composition, model, data, training } = get()
        // A network that is composed learns as a whole.
        const settingsNow = { ...training.settings, frozen: [] }
        const draft = beginningOf(beginning, { model, task: data.info?.task ?? DIGITS, settings: settingsNow })
        set({ composition: beginAnew(composition, draft) })
      },
      editDraft: (change, edit) => changeComposition((composition) => edited(composition, change, edit)),
      undoEdit: () => changeComposition(undone),
      redoEdit: () => changeComposition(redone),
      adoptTraining(adopted) {
        set({ training: { ...get().training, ...adopted } })
        // What the visitor changes from here on is theirs, and kept; what somebody else has set is not.
        ;({ settings, start } = adopted)
        kept = { ...kept, settings, start }
      },
      showLastVisit: () => visit.showPage(store),
      dismissNotice: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
      setTheme: (theme) => setView({ theme }),
      setLanguage: (language) => setView({ language }),
      setCurvesView: (change) => setView({ curves: { ...get().view.curves, ...change } }),
      saveFile: (name, bytes) => environment.download(name, bytes),
      setTab: (tab) => set({ view: { ...get().view, tab } }),
      setTour(change) {
        set({ tour: { ...get().tour, ...change } })
        keep()
      },
    }
    modelAccess = session
    // The state must exist before the worker's first word arrives.
    queueMicrotask(() => void session.start())
    return { ...initialState(preferences, environment), actions, series }
  })
  followOtherTabs(store, environment.openTabChannel())
  followMoments(store, worker)
  const runs = followRuns(store, environment.openRunStore)
  const openShelf = followShelf({ store, environment, models: () => modelAccess })
  const hand = followHand(() => ({ store, client: worker, environment, models: () => modelAccess }))
  return store
}

/** With the language and the theme that the page around it asks for. */
function asEmbedded(preferences: Preferences, embed: PageEnvironment['embed']): Preferences {
  if (embed === null) return preferences
  return { ...preferences, language: embed.language ?? preferences.language, theme: embed.theme ?? preferences.theme }
}
