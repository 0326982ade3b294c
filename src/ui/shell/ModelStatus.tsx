import { explainShapes, describeModel } from '../../nn/spec/describe'
import { isUnderWay } from '../../state/run-state'
import type { ModelInfo } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import { Popover } from '../kit/Popover'
import { Progress } from '../kit/Progress'
import { useActions, useAppStore } from '../kit/store'
import { FilePicker } from '../kit/FilePicker'
import { describeAccuracy, describeTraining } from '../kit/model-words'
import { Tooltip } from '../kit/Tooltip'
import { SpokenPick } from './SpokenPick'
import { StartAgain } from './StartAgain'
import { Fact, Facts, SheetActions, SheetText, SheetTitle, StatusButton } from './Status'

/** Inside the popover. */
const Shelf = part(async () => (await import('./shelf/Shelf')).Shelf)
const ModelPicker = part(async () => (await import('./ModelPicker')).ModelPicker)
const Export = part(async () => (await import('./Export')).Export)

/** Which model answers, what is known of it, and its file. */
export function ModelStatus() {
  const messages = useMessages().shell.model
  const model = useAppStore((state) => state.model)
  const picked = useAppStore((state) => state.pickedPreset)
  const isStarting = useAppStore(({ training }) => training.state === 'starting')
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const progress = useAppStore((state) => state.pickedProgress)
  const format = useFormat()
  const actions = useActions()
  const share = progress === null ? null : format.percent(progress, 0)
  const trigger =
    picked === null ? (
      <StatusButton label={messages.label} value={model?.name ?? messages.loading} />
    ) : (
      <StatusButton
        label={messages.label}
        level="busy"
        value={share === null ? messages.bringingUp(picked) : messages.bringingUpPart(picked, share)}
      />
    )
  const sheet = (
    <Popover title={messages.label} trigger={trigger}>
      <SheetTitle>{model?.name ?? messages.loading}</SheetTitle>
      {picked !== null && progress !== null && <Progress label={messages.weightsOnTheirWay(picked)} fraction={progress} />}
      {model && <ModelFacts model={model} />}
      <Shelf disabled={!model || isTraining || picked !== null} />
      <ModelPicker disabled={!model || isTraining || picked !== null} />
      <SheetActions>
        <StartAgain />
        <FilePicker
          accept=".safetensors,.bin,.keras,.h5,.hdf5"
          disabled={isTraining || picked !== null}
          onFiles={([file]) => file && void actions.openModel(file)}
        >
          {messages.open}
        </FilePicker>
        <Button disabled={!model} onClick={() => void actions.saveModel()}>
          {messages.save}
        </Button>
        <Tooltip text={messages.resetHelp}>
          <Button variant="quiet" disabled={!model || isStarting || picked !== null} onClick={() => void actions.resetModel()}>
            {messages.reset}
          </Button>
        </Tooltip>
      </SheetActions>
      <SheetText>{messages.fileHelp}</SheetText>
      <Export disabled={!model || picked !== null} />
    </Popover>
  )
  return (
    <>
      {sheet}
      <SpokenPick />
    </>
  )
}

function ModelFacts({ model }: { readonly model: ModelInfo }) {
  const words = useMessages()
  const messages = words.shell.model
  const format = useFormat()
  return (
    <Facts>
      <Fact name={messages.size}>{messages.parameters(format.integer(model.parameterCount))}</Fact>
      <Fact name={messages.layers}>
        {explainShapes(describeModel(model.spec)).map((line) => (
          <div key={line}>{line}</div>
        ))}
      </Fact>
      <Fact name={messages.trained}>{describeTraining(model, words)}</Fact>
      <Fact name={messages.testAccuracy}>{describeAccuracy(model, words, format)}</Fact>
      <Fact name={messages.seed}>{model.seed}</Fact>
    </Facts>
  )
}
