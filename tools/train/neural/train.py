"""Trains the network: train.py WORK SAMPLE. WORK holds what `vectors.py` and `train features` wrote.

Writes WORK/network.numbers, and into SAMPLE what the network makes of the sentence there, for the library's test.
"""
import math
import sys
import time

import numpy as np
import torch
from torch.nn import functional

from network import Network
from sentences import Sentences

SEED = 4
BATCH = 2500  # words
EPOCHS, RATE = 4, 3e-3
WORD_DROPOUT, DROPOUT = 0.09, 0.25
# What a sentence of the news that a model labelled counts, and the number of that file among the sources.
SILVER, SILVER_SOURCE = 0.5, 6
AVERAGING = 0.999
# Words whose vectors are shipped.
WORDS = 36_000


def learn(network, average, sentences, random):
    weight = sentences.weight.copy()
    silver = (sentences.source == SILVER_SOURCE) & (weight > 0)
    weight[silver] = SILVER
    chosen = np.nonzero(weight > 0)[0]
    optimizer = torch.optim.Adam(network.parameters(), betas=(0.9, 0.98))
    step, steps = 0, None
    for epoch in range(EPOCHS):
        start, losses = time.time(), 0.0
        batches = sentences.batches(chosen, BATCH, random)
        steps = steps or EPOCHS * len(batches)
        for ids in batches:
            slope = 0.5 * (1 + math.cos(math.pi * min(1, step / steps)))
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / 200) * (0.97 * slope + 0.03)
            batch = sentences.batch(ids)
            scores = network(batch, sentences.vector, DROPOUT, WORD_DROPOUT)
            labels = torch.from_numpy(sentences.label[batch[1]])
            weights = torch.from_numpy(np.repeat(weight[ids], sentences.length[ids]))
            loss = functional.cross_entropy(scores, labels, reduction="none")
            loss = (loss * weights).sum() / weights.sum()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            losses += float(loss.detach())
            if step % 4 == 0:
                kept = min(AVERAGING, (1 + step) / (10 + step)) ** 4
                with torch.no_grad():
                    for mean, now in zip(average, network.parameters()):
                        mean.lerp_(now, 1 - kept)
        print(f"epoch {epoch + 1}: loss {losses / len(batches):.4f}, {time.time() - start:.0f} s", flush=True)


def become(network, numbers):
    with torch.no_grad():
        for own, new in zip(network.parameters(), numbers):
            own.copy_(new)


def show(network, sentences, path):
    """Writes the chances' logarithms below the sentence in the file, a word a line."""
    with torch.no_grad():
        batch = sentences.batch(np.arange(len(sentences.length)))
        chances = torch.log_softmax(network(batch, sentences.vector), 1).numpy()
    with open(path, encoding="utf-8") as file:
        text = file.readline()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
        for row in chances:
            file.write(" ".join(f"{number:.3f}" for number in row) + "\n")


def main():
    work, sample = sys.argv[1:]
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    random = np.random.default_rng(SEED)
    vectors = np.load(f"{work}/vectors.npy")
    network = Network(vectors)
    average = [number.detach().clone() for number in network.parameters()]
    learn(network, average, Sentences(work, "train", len(vectors)), random)
    become(network, average)
    network.write(f"{work}/network.numbers", WORDS)
    torch.save(network.state_dict(), f"{work}/network.pt")
    show(network, Sentences(work, "sample", WORDS), sample)


main()
