"""@TITLE@: a network of Gatelight as a PyTorch module, with the weights in @WEIGHTS@ beside this file.

    from model import load
    probabilities = load()(images)          # [N,@HEIGHT@,@WIDTH@] in 0…1, ink = 1 → [N,@CLASSES@]

    python model.py                         says what it is
    python model.py --test DATA             accuracy on the test set in the folder DATA
    python model.py --train DATA            trains it further, with the same loss and optimizer
    torchrun --nproc_per_node 4 model.py --train DATA

DATA is a folder with MNIST's four IDX files (train-images-idx3-ubyte.gz …), gzipped or not. It needs torch and numpy alone.
What is trained is written back as a safetensors file that the page opens, after every epoch.
"""

import argparse
import gzip
import json
import math
import os
import pathlib
import struct

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

WEIGHTS = pathlib.Path(__file__).resolve().parent / "@WEIGHTS@"

# How it is trained where the file of weights does not say it.
SETTINGS = json.loads(r"""@SETTINGS@""")


class Network(nn.Module):
    """images [N,@HEIGHT@,@WIDTH@] in 0…1 → probabilities [N,@CLASSES@]"""

    def __init__(self):
        super().__init__()
@LAYERS@

    def scores(self, images):
        """What the last layer says of each class before its softmax."""
@READING@
        return x

    def forward(self, images):
        return self.scores(images).softmax(-1)


# Kind and name of every layer with weights, in the order of the file.
LAYERS = @NAMES@


def read(rnn, x, mask=None, backward=False, last=True):
    """What a recurrent layer gives of x [N,T,F]: its states [N,T,H], or the last one [N,H].

    Timesteps whose mask [N,T] is false are passed over: the state stays as it was.
    """
    if backward:
        x = x.flip(1)
        mask = None if mask is None else mask.flip(1)
    states = rnn(x)[0] if mask is None else masked_states(rnn, x, mask)
    units = rnn.hidden_size
    if last:
        return torch.cat([states[:, -1, :units], states[:, 0, units:]], -1)
    # A reader's states stand at the time they were read at.
    return states.flip(1) if backward else states


def masked_states(rnn, x, mask):
    """States [N,T,H] of a reader to which the timesteps that are not masked are handed one after another."""
    order = torch.argsort(mask.logical_not().to(torch.uint8), dim=1, stable=True)
    kept = x.gather(1, order.unsqueeze(-1).expand_as(x))
    lengths = mask.sum(1).cpu()
    packed = nn.utils.rnn.pack_padded_sequence(kept, lengths, batch_first=True, enforce_sorted=False)
    states = nn.utils.rnn.pad_packed_sequence(rnn(packed)[0], batch_first=True, total_length=x.shape[1])[0]
    done = mask.cumsum(1)
    units = rnn.hidden_size
    parts = [state_at(states[..., :units], done - 1)]
    if rnn.bidirectional:
        ahead = done - mask.long()
        parts.append(state_at(states[..., units:], torch.where(ahead < done[:, -1:], ahead, -torch.ones_like(ahead))))
    return torch.cat(parts, -1)


def state_at(states, places):
    """The states at these places, and zeros where a place is below 0: nothing was read yet."""
    index = places.clamp(min=0).unsqueeze(-1).expand(-1, -1, states.shape[-1])
    return states.gather(1, index) * (places >= 0).unsqueeze(-1)


# Weights: the file has Keras's names and layouts

# Which of Keras's column blocks (LSTM i f c o, GRU z r h) is PyTorch's first, second … (LSTM i f g o, GRU r z n).
GATES = {"lstm": [0, 1, 2, 3], "gru": [1, 0, 2], "rnn": [0]}


def blocks(array, order):
    """The blocks of the last dimension in another order."""
    parts = np.split(array, len(order), -1)
    return np.concatenate([parts[place] for place in order], -1)


def parameters_of(kind, name, module):
    """For each parameter that is trained: itself, its tensor in the file, the row of that or None, and the ways there and back."""

    def same(array):
        return array

    if kind in GATES:
        order = GATES[kind]
        back = [order.index(place) for place in range(len(order))]
        to_matrix, from_matrix = (lambda a: blocks(a, order).T), (lambda a: blocks(a.T, back))
        to_bias, from_bias = (lambda a: blocks(a, order)), (lambda a: blocks(a, back))
        readers = [("", "forward_"), ("_reverse", "backward_")] if module.bidirectional else [("", "")]
        for suffix, prefix in readers:
            take = lambda tensor, suffix=suffix: getattr(module, f"{tensor}_l0{suffix}")
            yield take("weight_ih"), f"{name}/{prefix}kernel", None, to_matrix, from_matrix
            yield take("weight_hh"), f"{name}/{prefix}recurrent_kernel", None, to_matrix, from_matrix
            # Keras's GRU has both of PyTorch's biases as rows; its LSTM and SimpleRNN have one, and the second stays 0 and is not trained.
            yield take("bias_ih"), f"{name}/{prefix}bias", 0 if kind == "gru" else None, to_bias, from_bias
            if kind == "gru":
                yield take("bias_hh"), f"{name}/{prefix}bias", 1, to_bias, from_bias
    elif kind == "layerNorm":
        yield module.weight, f"{name}/gamma", None, same, same
        yield module.bias, f"{name}/beta", None, same, same
    else:
        # dense [in,out], conv1d [K,C,filters], conv2d [K,K,C,filters]; PyTorch has filters and channels first.
        there = {2: (1, 0), 3: (2, 1, 0), 4: (3, 2, 0, 1)}[module.weight.dim()]
        back = tuple(int(place) for place in np.argsort(there))
        yield module.weight, f"{name}/kernel", None, lambda a: a.transpose(there), lambda a: a.transpose(back)
        yield module.bias, f"{name}/bias", None, same, same


def trained_parameters(network):
    return [entry for kind, name in LAYERS for entry in parameters_of(kind, name, getattr(network, name))]


def silence_second_biases(network):
    for kind, name in LAYERS:
        if kind in ("lstm", "rnn"):
            for key, parameter in getattr(network, name).named_parameters():
                if key.startswith("bias_hh"):
                    parameter.data.zero_()
                    parameter.requires_grad_(False)


def fill(targets, entries, tensors, prefix=""):
    """Copies tensors of the file into tensors of PyTorch."""
    for target, (_, key, row, there, _) in zip(targets, entries):
        source = tensors[prefix + key] if row is None else tensors[prefix + key][row]
        value = torch.from_numpy(np.ascontiguousarray(there(source)))
        if value.shape != target.shape:
            raise ValueError(f"{prefix + key}: {tuple(source.shape)} does not fit {tuple(target.shape)}")
        with torch.no_grad():
            target.copy_(value)


def collect(sources, entries, prefix=""):
    """The same the other way round: tensors of PyTorch as the file has them."""
    tensors = {}
    for source, (_, key, row, _, back) in zip(sources, entries):
        value = back(source.detach().cpu().numpy())
        if row is None:
            tensors[prefix + key] = value
        else:
            # Rows come in order.
            before = [tensors[prefix + key]] if row > 0 else []
            tensors[prefix + key] = np.concatenate([*before, value[None]])
    return tensors


DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I8": "i1"}


def read_safetensors(path):
    """Tensors by name, as float32 where they are floating-point, and the metadata."""
    content = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        array = np.frombuffer(content[start:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = array.astype(np.float32) if entry["dtype"].startswith("F") else array
    return tensors, metadata


def write_safetensors(path, tensors, metadata):
    """Whole or not at all: a file that is there stays until the new one is complete."""
    header, parts, start = {"__metadata__": metadata}, [], 0
    for name, array in tensors.items():
        part = np.ascontiguousarray(array, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [start, start + len(part)]}
        start += len(part)
        parts.append(part)
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    path = pathlib.Path(path)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(b"".join([struct.pack("<Q", len(text)), text, *parts]))
    os.replace(unfinished, path)


def load(path=WEIGHTS):
    """The module with its weights, in eval mode."""
    network = Network()
    silence_second_biases(network)
    tensors, _ = read_safetensors(path)
    entries = trained_parameters(network)
    fill([entry[0].data for entry in entries], entries, tensors)
    return network.eval()


# Training


def loss_of(scores, labels, loss):
    """The loss of each example [N]."""
    if loss["type"] == "meanSquaredError":
        wanted = F.one_hot(labels, scores.shape[-1]).to(scores.dtype)
        return (scores.softmax(-1) - wanted).square().mean(-1)
    return F.cross_entropy(scores, labels, reduction="none", label_smoothing=loss.get("labelSmoothing", 0.0))


class Optimizer:
    """Keras's formulas, which differ from torch.optim's in where ε stands: a run goes on as it would have gone on in the page."""

    def __init__(self, parameters, settings, frozen):
        self.parameters = parameters
        # Of each parameter, whether it stays as it is.
        self.frozen = frozen
        self.settings = settings
        self.steps = 0
        momentum = ["momentum"] if settings.get("momentum", 0) > 0 else []
        names = {"adam": ["m", "v"], "adamw": ["m", "v"], "rmsprop": ["v"], "sgd": momentum}[settings["type"]]
        self.slots = {name: [torch.zeros_like(parameter) for parameter in parameters] for name in names}

    @torch.no_grad()
    def step(self, rate):
        s, kind = self.settings, self.settings["type"]
        self.steps += 1
        gradients = [None if frozen else parameter.grad for parameter, frozen in zip(self.parameters, self.frozen)]
        clip = s.get("clipNorm", 0)
        if clip > 0:
            norm = torch.sqrt(sum(gradient.square().sum() for gradient in gradients if gradient is not None))
            factor = torch.clamp(clip / norm, max=1.0)
            gradients = [None if gradient is None else gradient * factor for gradient in gradients]
        for place, (parameter, gradient) in enumerate(zip(self.parameters, gradients)):
            if gradient is None:
                continue
            if kind in ("adam", "adamw"):
                m, v = self.slots["m"][place], self.slots["v"][place]
                if kind == "adamw":
                    parameter.sub_(rate * s["weightDecay"] * parameter)
                m.mul_(s["beta1"]).add_(gradient, alpha=1 - s["beta1"])
                v.mul_(s["beta2"]).addcmul_(gradient, gradient, value=1 - s["beta2"])
                corrected = rate * math.sqrt(1 - s["beta2"] ** self.steps) / (1 - s["beta1"] ** self.steps)
                parameter.sub_(corrected * m / (v.sqrt() + s["epsilon"]))
            elif kind == "rmsprop":
                v = self.slots["v"][place]
                v.mul_(s["rho"]).addcmul_(gradient, gradient, value=1 - s["rho"])
                parameter.sub_(rate * gradient / (v + s["epsilon"]).sqrt())
            elif s["momentum"] > 0:
                m = self.slots["momentum"][place]
                m.mul_(s["momentum"]).sub_(rate * gradient)
                parameter.add_(s["momentum"] * m - rate * gradient if s["nesterov"] else m)
            else:
                parameter.sub_(rate * gradient)


def learning_rate(schedule, step, total):
    """Of a step, 0-based over the whole run."""
    changed = [change["learningRate"] for change in schedule.get("changes", []) if change["step"] <= step]
    peak = changed[-1] if changed else schedule["learningRate"]
    last = max(1, total - 1)

    def between(start, end, progress):
        return end + (start - end) * (1 + math.cos(math.pi * min(1, max(0, progress)))) / 2

    kind, rate = schedule.get("kind", "constant"), peak
    if kind == "step":
        rate = peak / 10 ** sum(step >= share * total for share in (0.5, 0.75))
    elif kind == "cosine":
        rate = between(peak, peak / 100, step / last)
    elif kind == "one-cycle":
        top = 0.3 * last
        rate = between(peak / 25, peak, step / top) if step < top else between(peak, peak / 1e5, (step - top) / (last - top))
    warmup = schedule.get("warmup", 0)
    return rate * min(1, (step + 1) / warmup) if warmup > 0 else rate


def read_idx(folder, name):
    """One of MNIST's files: unsigned bytes in the shape that its header says."""
    for path in (pathlib.Path(folder) / f"{name}.gz", pathlib.Path(folder) / name):
        if path.exists():
            content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            dimensions = content[3]
            shape = struct.unpack(f">{dimensions}I", content[4 : 4 + 4 * dimensions])
            return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)
    raise SystemExit(f"{folder} has no {name}.gz: give the folder of MNIST's four files.")


def read_set(folder, part):
    images = torch.from_numpy(read_idx(folder, f"{part}-images-idx3-ubyte").copy())
    labels = torch.from_numpy(read_idx(folder, f"{part}-labels-idx1-ubyte").astype(np.int64))
    return images, labels


def ink(images, device):
    return images.to(device).to(torch.float32) / 255


@torch.no_grad()
def accuracy(network, images, labels, device, batch=500):
    network.eval()
    right = 0
    for start in range(0, len(labels), batch):
        answers = network(ink(images[start : start + batch], device)).argmax(-1).cpu()
        right += (answers == labels[start : start + batch]).sum().item()
    return right / len(labels)


class Scores(nn.Module):
    """What DistributedDataParallel wraps: the loss wants scores, and `forward` of the network gives probabilities."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, images):
        return self.network.scores(images)


def train(arguments):
    world, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    local = int(os.environ.get("LOCAL_RANK", 0))
    device = torch.device("cuda", local) if torch.cuda.is_available() else torch.device("cpu")
    if world > 1:
        torch.distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")

    network = load(arguments.weights).to(device)
    entries = trained_parameters(network)
    tensors, metadata = read_safetensors(arguments.weights)
    run = json.loads(metadata["run"]) if "run" in metadata else None
    settings = run["settings"] if run else SETTINGS
    goes_on = run is not None and run["epoch"] < settings["epochs"] and not changes_run(arguments)
    first = run["epoch"] if goes_on else 0
    settings = dict(settings, seed=settings["seed"] if arguments.seed is None else arguments.seed)
    settings["batchSize"] = arguments.batch_size or settings["batchSize"]
    if not goes_on:
        settings["epochs"] = arguments.epochs or settings["epochs"]
        settings["schedule"] = dict(settings["schedule"], changes=[])
    if arguments.learning_rate is not None:
        settings["schedule"] = dict(settings["schedule"], learningRate=arguments.learning_rate, changes=[])

    frozen = [entry[1].split("/")[0] in settings.get("frozen", []) for entry in entries]
    optimizer = Optimizer([entry[0] for entry in entries], settings["optimizer"], frozen)
    if run is not None and run["optimizer"]["type"] == settings["optimizer"]["type"]:
        optimizer.steps = run["optimizer"]["step"]
        for slot, remembered in optimizer.slots.items():
            fill(remembered, entries, tensors, f"optimizer/{slot}/")

    folder = pathlib.Path(arguments.train)
    images, labels = read_set(folder, "train")
    images, labels = images[: arguments.limit], labels[: arguments.limit]
    test_images, test_labels = read_set(folder, "t10k")
    name = arguments.name or folder.resolve().name
    batch, count = settings["batchSize"], len(labels)
    steps = math.ceil(count / batch)
    total = settings["epochs"] * steps
    model = Scores(network)
    if world > 1:
        model = nn.parallel.DistributedDataParallel(model, device_ids=[local] if device.type == "cuda" else None)
    say = print if rank == 0 else lambda *_: None
    say(f"{count} digits, batches of {batch} on {world} process{'es' if world > 1 else ''} ({device.type}), {optimizer.settings['type']}")
    if any((settings.get("augment") or {}).values()):
        say("The page deforms the digits of this run; here they stay as they are.")

    for epoch in range(first, settings["epochs"]):
        network.train()
        # Every process draws the same order; dropout differs from process to process.
        order = torch.randperm(count, generator=torch.Generator().manual_seed(settings["seed"] * 1009 + epoch))
        torch.manual_seed(settings["seed"] * 1013 + epoch * world + rank)
        sum_of_losses = torch.zeros((), device=device)
        for number in range(steps):
            whole = order[number * batch : (number + 1) * batch]
            # Of a batch that has fewer examples than there are processes, some get one that does not count.
            own = whole[rank::world]
            weight = len(own) * world / len(whole)
            own = own if len(own) > 0 else whole[:1]
            losses = loss_of(model(ink(images[own], device)), labels[own].to(device), settings["loss"])
            network.zero_grad()
            # The mean over the processes is then the mean over the batch.
            (losses.mean() * weight).backward()
            optimizer.step(learning_rate(settings["schedule"], epoch * steps + number, total))
            sum_of_losses += losses.detach().sum() * (weight > 0)
        if world > 1:
            torch.distributed.all_reduce(sum_of_losses)
        share = accuracy(network, test_images, test_labels, device)
        say(f"epoch {epoch + 1} of {settings['epochs']}: loss {sum_of_losses.item() / count:.4f}, test accuracy {100 * share:.2f} %")
        if rank == 0:
            save(arguments.output or arguments.weights, entries, optimizer, metadata, settings, epoch + 1, epoch + 1 - first, name, share)
    if world > 1:
        torch.distributed.destroy_process_group()


def changes_run(arguments):
    """Whether something is asked for that makes it another run than the one in the file."""
    return arguments.epochs is not None or arguments.batch_size is not None


def save(path, entries, optimizer, metadata, settings, epoch, done, name, share):
    """A file that the page opens and this one trains on. What was measured of other weights is left out."""
    tensors = collect([entry[0] for entry in entries], entries)
    for slot, remembered in optimizer.slots.items():
        tensors.update(collect(remembered, entries, f"optimizer/{slot}/"))
    model = json.loads(metadata["model"])
    before = model["trainedOn"] if isinstance(model["trainedOn"], list) else [model["trainedOn"]] if model["trainedOn"] else []
    learnt = f"{name}, training"
    model.update(
        epochs=model["epochs"] + done,
        trainedOn=[*(earlier for earlier in before if earlier != learnt), learnt][-16:],
        testAccuracy=share,
        testedOn=f"{name}, test",
    )
    memory = {"type": settings["optimizer"]["type"], "step": optimizer.steps}
    run = {"settings": settings, "epoch": epoch, "step": 0, "optimizer": memory, "validationAccuracy": None}
    kept = {key: value for key, value in metadata.items() if key not in ("calibration", "record")}
    write_safetensors(path, tensors, {**kept, "model": json.dumps(model, ensure_ascii=False), "run": json.dumps(run)})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs="?", const="mnist", metavar="DATA", help="folder of MNIST's files; default: mnist")
    parser.add_argument("--test", metavar="DATA", help="says the accuracy on the test set in this folder")
    parser.add_argument("--weights", default=WEIGHTS, help="safetensors file to begin with; default: the one beside this file")
    parser.add_argument("--output", help="safetensors file to write; default: the one it begins with")
    parser.add_argument("--epochs", type=int, help="default: what is left of the run in the file, else as many as that had")
    parser.add_argument("--batch-size", type=int, help="of all processes together; default: the run's")
    parser.add_argument("--learning-rate", type=float, help="default: the run's")
    parser.add_argument("--seed", type=int, help="of the order of the digits and of dropout; default: the run's")
    parser.add_argument("--limit", type=int, help="train on so many digits alone")
    parser.add_argument("--name", help="what the data are called in the file; default: the folder's name")
    arguments = parser.parse_args()
    if arguments.train is not None:
        return train(arguments)
    network = load(arguments.weights)
    print(network)
    print(f"{sum(p.numel() for p in network.parameters() if p.requires_grad)} parameters")
    if arguments.test is not None:
        print(f"test accuracy {100 * accuracy(network, *read_set(arguments.test, 't10k'), torch.device('cpu')):.2f} %")


if __name__ == "__main__":
    main()
