from metaflow import FlowSpec, step


class ColdFlow(FlowSpec):
    @step
    def start(self):
        self.numbers = list(range({{salt}}, {{salt}} + 100))
        self.next(self.square)

    @step
    def square(self):
        self.squares = [each * each for each in self.numbers]
        self.next(self.end)

    @step
    def end(self):
        print(sum(self.squares))


if __name__ == "__main__":
    ColdFlow()
