from metaflow import FlowSpec, step


class ForeachFlow(FlowSpec):
    @step
    def start(self):
        self.items = list(range({{items}}))
        self.next(self.work, foreach="items")

    @step
    def work(self):
        self.result = self.input * 2 + {{salt}}
        self.next(self.join)

    @step
    def join(self, inputs):
        self.results = [each.result for each in inputs]
        self.next(self.end)

    @step
    def end(self):
        print(sum(self.results))


if __name__ == "__main__":
    ForeachFlow()
