"""The most frequent words of GloVe and their vectors: vectors.py WINK.json WORK writes words.txt and vectors.npy."""
import json
import sys

import numpy as np

WORDS = 50_000
SIZE = 100

source, work = sys.argv[1:]
with open(source, encoding="utf-8") as file:
    found = json.load(file)
words = found["words"][:WORDS]
vectors = np.array([found["vectors"][word][:SIZE] for word in words], dtype=np.float32)
np.save(f"{work}/vectors.npy", vectors)
with open(f"{work}/words.txt", "w", encoding="utf-8") as file:
    file.write("\n".join(words) + "\n")
