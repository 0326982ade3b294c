import type { Requests } from '../worker/requests/index'

/** A model as a file, or as what fresh weights are made from. */
export type KeptModel = Requests['loadModel']['params'] | Requests['newModel']['params']
