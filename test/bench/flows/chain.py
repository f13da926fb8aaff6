from metaflow import FlowSpec, step


class ChainFlow(FlowSpec):
    @step
    def start(self):
        self.x = {{salt}}
        self.next({{first}})
{{steps}}
    @step
    def end(self):
        self.x += 1
        print(self.x)


if __name__ == "__main__":
    ChainFlow()
