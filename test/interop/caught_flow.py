"""The flow of catch.test.ts in Python, with Metaflow's own @catch. Steps after a caught failure would inherit its hidden artifacts."""

from metaflow import FlowSpec, catch, retry, step


class CaughtByPython(FlowSpec):
    @step
    def start(self):
        self.next(self.fine)

    @catch(var="smooth")
    @step
    def fine(self):
        self.value = 1
        self.next(self.train)

    @retry(times=1, minutes_between_retries=0)
    @catch(var="failed")
    @step
    def train(self):
        raise TypeError("no data")
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    CaughtByPython()
