import time

import numpy
import pandas
from metaflow import FlowSpec, step


class TableFlow(FlowSpec):
    @step
    def start(self):
        random = numpy.random.default_rng({{salt}})
        self.table = pandas.DataFrame({name: random.random({{rows}}) for name in "abcd"})
        self.made = time.time() * 1000
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    TableFlow()
