"""A conversation with a kernel for tests: everything that it publishes in answer to one request, until it says idle."""

import time

from jupyter_client.manager import start_new_kernel


class Talk:
    def __init__(self, name, folder):
        self.manager, self.client = start_new_kernel(kernel_name=name, cwd=str(folder))

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()

    def execute(self, code, interrupt_after=None, **options):
        """Returns (published messages without those of its state, reply), both [type, content]."""
        request = self.client.execute(code, **options)
        if interrupt_after is not None:
            time.sleep(interrupt_after)
            self.manager.interrupt_kernel()
        return self.heard(request), self.reply(request)

    def send(self, kind, content):
        """Sends a message that has no reply; returns what is published."""
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        return self.heard(message["header"]["msg_id"])

    def heard(self, request):
        states, messages = [], []
        while "idle" not in states:
            message = self.client.get_iopub_msg(timeout=30)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status":
                states.append(message["content"]["execution_state"])
            else:
                messages.append((message["msg_type"], message["content"]))
        assert states[0] == "busy", states
        return messages

    def reply(self, request):
        while True:
            message = self.client.get_shell_msg(timeout=30)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]


def printed(messages, name="stdout"):
    return "".join(content["text"] for kind, content in messages if kind == "stream" and content["name"] == name)


def only(messages, kind):
    found = [content for each, content in messages if each == kind]
    assert len(found) == 1, messages
    return found[0]
