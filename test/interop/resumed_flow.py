"""The flow of resume.test.ts in Python: its own `resume` goes on from a run of ours."""

from metaflow import FlowSpec, step


class Squares(FlowSpec):
    @step
    def start(self):
        raise RuntimeError("start runs again")
        self.next(self.load)

    @step
    def load(self):
        raise RuntimeError("load runs again")
        self.next(self.square_split)

    @step
    def square_split(self):
        raise RuntimeError("square_split runs again")
        self.items = []
        self.next(self.square, foreach="items")

    @step
    def square(self):
        raise RuntimeError("square runs again")
        self.next(self.square_join)

    @step
    def square_join(self, inputs):
        raise RuntimeError("square_join runs again")
        self.next(self.tell)

    @step
    def tell(self):
        self.text = "python says %d" % sum(self.squares)
        self.next(self.end)

    @step
    def end(self):
        print(self.text)


if __name__ == "__main__":
    Squares()
