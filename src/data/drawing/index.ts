export { pictureFromInk } from './normalise'
export { pictureFromStrokes } from './picture'
