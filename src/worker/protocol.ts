/**
 * What page and worker say to each other, as types for those who show or make it. Each is what a decoder makes: of `values/`, of `events.ts`, and of the
 * requests (`requests/index.ts`).
 *
 * Every request carries an id and gets exactly one response; everything else the worker says is an event.
 */

export type { DataFailure } from '../data/errors'
export type { WorkerEvent } from './events'
export type { DataSourceKind } from '../data/sets/shipped'
export type { DataInfo, DataLoad } from './values/data'
export type { EngineChoice, EngineFigures, EngineReason, EngineSpeeds } from './values/engines'
export type { ErrorData } from '../core/error-details'
export type { AnsweredBlock, Examined, Question, SetPart } from './values/judging'
export type { Mistake, MistakeSearch } from './values/mistakes'
export type { ModelInfo } from './values/models'
export type { JudgedTrace, Reading } from './values/trace'
export type { Strangeness, StrangenessLevel } from '../train/calibration/calibration'
export type { ActiveExample, MostActive, UnitOrder } from './values/units'
export type { RunProbe } from './values/probe'
export type { DrawnPicture, RowsInfo } from './values/rows'
export type { Followed, Lesson, Written, WriterInfo } from './values/writing'
