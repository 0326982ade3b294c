import { explainShapes, describeModel } from '../../nn/spec/describe'
import { isUnderWay } from '../../state/run-state'
import type { ModelInfo } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { FilePicker } from '../kit/FilePicker'
import { useFormat, useMessages } from '../kit/messages/messages'
import { describeAccuracy, describeTraining } from '../kit/model-words'
import { Progress } from '../kit/Progress'
import { useActions, useAppStore } from '../kit/store'
import { Tooltip } from '../kit/Tooltip'
import { Export } from './Export'
import { ModelPicker } from './ModelPicker'
import { Shelf } from './shelf/Shelf'
import { StartAgain } from './StartAgain'
import { Fact, Facts, SheetActions, SheetText, SheetTitle } from './Status'

/** What is known of the model that answers, its file, and how to have another. */
export function ModelSheet() {
  const messages = useMessages().shell.model
  const model = useAppStore((state) => state.model)
  const picked = useAppStore((state) => state.pickedPreset)
  const isStarting = useAppStore(({ training }) => training.state === 'starting')
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const progress = useAppStore((state) => state.pickedProgress)
  const actions = useActions()
  return (
    <>
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
