"""The network, as src/analysis/names/neural/network.rs reads it, and its numbers as a file."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from sentences import TRAIT_ROWS

LABELS = 13
TRAITS = 48
WIDTH = 128
REACH = (1, 2, 4, 8, 1)
VECTOR_STEP = 3.2 / 127


class Network(nn.Module):
    def __init__(self, vectors):
        super().__init__()
        # As they are rounded in the file, and a row of zeros for unknown words.
        rounded = np.clip(np.round(vectors / VECTOR_STEP), -127, 127) * VECTOR_STEP
        zero = np.zeros((1, vectors.shape[1]))
        self.vectors = torch.tensor(np.concatenate([rounded, zero]).astype(np.float32))
        self.traits = nn.Parameter(torch.randn(TRAIT_ROWS + 1, TRAITS) * 0.05)
        self.first = nn.Linear(vectors.shape[1] + TRAITS, WIDTH)
        self.inner = nn.ModuleList(nn.Linear(3 * WIDTH, 2 * WIDTH) for _ in REACH)
        self.last = nn.Linear(WIDTH, LABELS)

    def forward(self, batch, vector, dropout=0.0, word_dropout=0.0):
        """Scores of the labels of a batch's words; while it learns, numbers and what tells words are dropped."""
        words, own, traits = batch
        traits = torch.from_numpy(traits)
        seen = self.vectors[torch.from_numpy(vector[own])]
        if word_dropout:
            chance = torch.rand(len(own))
            unknown = chance < word_dropout
            unseen = chance < 3 * word_dropout
            seen = seen * (~unknown).float()[:, None]
            traits[:, 0:2][unseen] = TRAIT_ROWS
            traits[:, 7:9][unknown] = TRAIT_ROWS
        bag = functional.embedding_bag(traits, self.traits, mode="sum", padding_idx=TRAIT_ROWS)
        state = self.first(functional.dropout(torch.cat([seen, bag], 1), dropout))
        rows, longest = words.shape
        is_word = torch.from_numpy(words.reshape(-1) >= 0)
        whole = state.new_zeros(rows * longest, WIDTH)
        state = whole.index_put((is_word.nonzero()[:, 0],), state).view(rows, longest, WIDTH)
        mask = is_word.view(rows, longest, 1).float()
        for reach, layer in zip(REACH, self.inner):
            padded = functional.pad(state, (0, 0, reach, reach))
            sides = padded[:, :longest], padded[:, 2 * reach :]
            around = functional.dropout(torch.cat([sides[0], state, sides[1]], 2), dropout)
            new, gate = layer(around).split(WIDTH, 2)
            state = (state + new * torch.sigmoid(gate)) * mask
        state = functional.dropout(state, dropout)
        return self.last(state.view(rows * longest, WIDTH)[is_word])

    def write(self, path, words):
        """Writes the numbers, with the vectors of the first `words` words, and rounds its own as the file does."""
        with torch.no_grad(), open(path, "wb") as file:
            self.vectors[words:] = 0
            table = self.traits[:TRAIT_ROWS].numpy()
            step = np.float32(np.percentile(np.abs(table), 99.97) / 127)
            table = np.clip(np.round(table / step), -127, 127).astype(np.int8)
            self.traits[:TRAIT_ROWS] = torch.from_numpy(table.astype(np.float32) * step)
            file.write(np.array([words], "<u4").tobytes())
            file.write(np.array([VECTOR_STEP, step], "<f4").tobytes())
            rounded = np.round(self.vectors[:words].numpy() / VECTOR_STEP)
            file.write(rounded.astype(np.int8).tobytes())
            file.write(table.tobytes())
            for layer in (self.first, *self.inner, self.last):
                weights = layer.weight.numpy().T
                step = np.float32(np.abs(weights).max() / 32767)
                weights = np.round(weights / step).astype("<i2")
                layer.weight.copy_(torch.from_numpy(weights.T.astype(np.float32) * step))
                file.write(np.array([step], "<f4").tobytes())
                file.write(weights.tobytes())
                file.write(layer.bias.numpy().astype("<f4").tobytes())
