"""Sentences as `train features` writes them: the library's own tokens, labels, and what it sees of each word."""
import numpy as np

TRAIT_ROWS = 1 << 15
LONGEST = 30  # traits of one word


class Sentences:
    def __init__(self, work, name, vectors):
        def read(part, kind):
            return np.fromfile(f"{work}/{name}.{part}.bin", dtype=kind)

        sentences = read("sentences", "<u4").reshape(-1, 4)
        self.source = sentences[:, 1]
        self.length = sentences[:, 2].astype(np.int64)
        self.weight = sentences[:, 3].copy().view("<f4").astype(np.float32)
        self.end = np.cumsum(self.length)
        self.start = self.end - self.length
        words = read("words", "<u4").reshape(-1, 2)
        # A word without a vector has the row after the last, which is zero.
        self.vector = np.minimum(words[:, 0], vectors).astype(np.int64)
        self.label = (words[:, 1] & 255).astype(np.int64)
        count = (words[:, 1] >> 8 & 255).astype(np.int64)
        self.traits = read("traits", "<u2").astype(np.int64)
        self.traits_end = np.cumsum(count)
        self.traits_start = self.traits_end - count

    def batch(self, sentences):
        """The words of some sentences, a row each: their numbers (-1 where there is none), and their traits."""
        longest = int(self.length[sentences].max())
        words = np.full((len(sentences), longest), -1, dtype=np.int64)
        for row, sentence in enumerate(sentences):
            words[row, : self.length[sentence]] = np.arange(self.start[sentence], self.end[sentence])
        own = words.reshape(-1)
        own = own[own >= 0]
        count = min(LONGEST, int((self.traits_end - self.traits_start)[own].max()))
        at = self.traits_start[own][:, None] + np.arange(count)[None]
        inside = at < self.traits_end[own][:, None]
        traits = np.where(inside, self.traits[np.minimum(at, len(self.traits) - 1)], TRAIT_ROWS)
        return words, own, traits

    def batches(self, chosen, size, random):
        """`chosen` sentences in a new order, those of like length together, about `size` words in each batch."""
        order = chosen[np.argsort(self.length[chosen] + 4 * random.random(len(chosen)))]
        batches, batch, longest = [], [], 0
        for sentence in order:
            longest = max(longest, self.length[sentence])
            if batch and longest * (len(batch) + 1) > size:
                batches.append(np.array(batch))
                batch, longest = [], self.length[sentence]
            batch.append(sentence)
        batches.append(np.array(batch))
        return [batches[i] for i in random.permutation(len(batches))]
