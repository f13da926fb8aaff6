"""What the kernel `headwater` publishes and answers, as https://jupyter-client.readthedocs.io/en/stable/messaging.html has it."""

import re
import tempfile
import time
import unittest

from kernel_talk import Talk, only, printed


def values_of(content):
    components = content["data"]["application/vnd.headwater.card+json"]["document"]["components"]
    return [each["value"] for each in components]


class Cells(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.talk = Talk("headwater", cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.talk.close()
        cls.folder.cleanup()

    def test_a_value_is_a_result_with_the_number_of_its_cell(self):
        messages, reply = self.talk.execute("({ a: [1, 2] })")
        self.assertEqual([kind for kind, _ in messages], ["execute_input", "execute_result"])
        result = only(messages, "execute_result")
        self.assertEqual(result["data"], {"text/plain": "{ a: [ 1, 2 ] }"})
        self.assertEqual(result["execution_count"], reply["execution_count"])
        self.assertEqual(only(messages, "execute_input")["execution_count"], reply["execution_count"])

    def test_undefined_has_no_result(self):
        self.assertEqual([kind for kind, _ in self.talk.execute("undefined")[0]], ["execute_input"])

    def test_a_value_shows_itself_in_several_types_at_once(self):
        shown = """
          class Shown { [Symbol.for('Jupyter.display')]() { return { 'text/html': '<b>1</b>', 'application/json': { one: 1 } }; } }
          new Shown()"""
        data = only(self.talk.execute(shown)[0], "execute_result")["data"]
        self.assertEqual(data, {"text/html": "<b>1</b>", "application/json": {"one": 1}, "text/plain": "Shown {}"})

    def test_bytes_of_an_image_are_shown_as_the_notebook_format_has_them(self):
        data = only(self.talk.execute("({ [Symbol.for('Jupyter.display')]: () => ({ 'image/png': Uint8Array.of(1, 2, 3) }) })")[0], "execute_result")
        self.assertEqual(data["data"]["image/png"], "AQID")

    def test_a_component_is_redrawn_in_its_place_while_the_cell_runs_and_after(self):
        code = """import { ProgressBar } from 'headwater';
          const bar = new ProgressBar({ max: 9, label: 'Epochs' });
          setTimeout(() => bar.update(9), 300);
          bar"""
        shown = only(self.talk.execute(code)[0], "display_data")
        self.assertEqual(values_of(shown), [0])
        code = "bar.update(1); for (const end = Date.now() + 120; Date.now() < end;); bar.update(2); bar.update(3);"
        updates = [content for kind, content in self.talk.execute(code)[0] if kind == "update_display_data"]
        # The first at once, what comes too fast for a redraw at the end, before the kernel says that it is idle.
        self.assertEqual([values_of(each) for each in updates], [[1], [2], [3]])
        self.assertEqual({each["transient"]["display_id"] for each in updates}, {shown["transient"]["display_id"]})
        self.assertIn("3 of 9", updates[-1]["data"]["text/plain"])
        last = self.talk.client.get_iopub_msg(timeout=5)
        self.assertEqual((last["msg_type"], values_of(last["content"])), ("update_display_data", [9]))

    def test_a_cell_shows_what_it_puts_on_the_card_and_the_card_shows_all(self):
        first = "import { card, ValueBox } from 'headwater';\nconst box = new ValueBox(1, { id: 'box' });\ncard.append(box);\nbox.update(2);"
        messages, _ = self.talk.execute(first)
        self.assertEqual([kind for kind, _ in messages], ["execute_input", "display_data", "update_display_data"])
        self.assertEqual(values_of(messages[-1][1]), [2])
        shown = self.talk.execute("card.append(new ValueBox(7)); card")[0]
        self.assertEqual([values_of(each) for kind, each in shown if "display" in kind], [[7], [2, 7]])
        self.assertNotIn("execute_result", [kind for kind, _ in shown])
        replaced = self.talk.execute("card.append(new ValueBox(3, { id: 'box' }))")[0]
        self.assertEqual([values_of(each) for kind, each in replaced if kind == "update_display_data"], [[3], [3, 7]])
        cleared = self.talk.execute("card.clear(); card.components.length")[0]
        self.assertEqual(only(cleared, "execute_result")["data"]["text/plain"], "0")
        self.assertEqual([values_of(each) for kind, each in cleared if kind == "update_display_data"], [[], []])

    def test_a_cell_that_runs_again_puts_its_part_on_the_card_anew(self):
        def run(code, cell):
            message = self.talk.client.session.msg("execute_request", {"code": code, "silent": False}, metadata={"cellId": cell})
            self.talk.client.shell_channel.send(message)
            return self.talk.heard(message["header"]["msg_id"])

        run("import { card, ValueBox } from 'headwater'; card.clear(); card.append(new ValueBox(1))", "a")
        run("card.append(new ValueBox(2))", "b")
        run("card.append(new ValueBox(3))", "a")
        self.assertEqual(values_of(run("card", "c")[-1][1]), [2, 3])
        run("5", "b")
        self.assertEqual(values_of(run("card", "c")[-1][1]), [3])

    def test_the_cursor_is_counted_in_characters(self):
        request = self.talk.client.complete("'\U0001f40d'; Number.MAX_SAFE")
        self.talk.heard(request)
        content = self.talk.reply(request)
        self.assertEqual((content["matches"], content["cursor_start"]), (["MAX_SAFE_INTEGER"], 12))

    def test_prints_come_in_order_and_before_the_result(self):
        messages, _ = self.talk.execute("for (let i = 0; i < 3000; i++) console.log(i); console.error('e'); console.log('last'); 7")
        kinds = [kind for kind, _ in messages]
        self.assertEqual(kinds[-1], "execute_result")
        self.assertEqual(printed(messages), "".join(f"{i}\n" for i in range(3000)) + "last\n")
        self.assertEqual(printed(messages, "stderr"), "e\n")

    def test_an_error_names_the_lines_that_were_written(self):
        code = "interface Gone { a: number;\n  b: string }\nfunction fail(x: Gone) {\n  throw new RangeError('too far');\n}\nfail({ a: 1, b: '' });"
        messages, reply = self.talk.execute(code)
        error = only(messages, "error")
        self.assertEqual((error["ename"], error["evalue"]), ("RangeError", "too far"))
        self.assertEqual((reply["status"], reply["ename"], reply["traceback"]), ("error", "RangeError", error["traceback"]))
        count = reply["execution_count"]
        traceback = "\n".join(error["traceback"])
        self.assertIn(f"at fail (In[{count}]:4:9)", traceback)
        self.assertIn(f"at In[{count}]:6:1", traceback)
        self.assertIn("> 4 |   throw new RangeError('too far');", traceback)
        self.assertNotIn("tslab", traceback)
        self.assertEqual(printed(messages, "stderr"), "")

    def test_an_error_of_an_earlier_cell_names_that_cell(self):
        first = self.talk.execute("type T = 1;\nconst explode = () => {\n  throw new Error('boom');\n};")[1]["execution_count"]
        messages, reply = self.talk.execute("\n\nexplode();")
        traceback = "\n".join(only(messages, "error")["traceback"])
        self.assertIn(f"at explode (In[{first}]:3:9)", traceback)
        self.assertIn(f"at In[{reply['execution_count']}]:3:1", traceback)

    def test_a_stack_that_a_cell_prints_names_the_lines_that_were_written(self):
        code = "interface Gone {\n  a: number;\n}\nconsole.log(new Error('printed').stack);"
        messages, reply = self.talk.execute(code)
        self.assertIn(f"at In[{reply['execution_count']}]:4:13", printed(messages))

    def test_a_type_error_names_its_line(self):
        messages, reply = self.talk.execute("const fine = 1;\nconst wrong: string = 5;")
        error = only(messages, "error")
        self.assertEqual(error["ename"], "TS2322")
        self.assertIn("Type 'number' is not assignable to type 'string'", error["evalue"])
        self.assertIn(f"In[{reply['execution_count']}]:2:7 - TS2322", "\n".join(error["traceback"]))

    def test_what_is_thrown_need_not_be_an_error(self):
        self.assertEqual(only(self.talk.execute("throw { odd: 1 }")[0], "error")["evalue"], "{ odd: 1 }")

    def test_a_silent_cell_says_nothing_and_has_no_number(self):
        before = self.talk.execute("0")[1]["execution_count"]
        messages, reply = self.talk.execute("console.log('unheard'); const silently = 1; silently", silent=True)
        self.assertEqual((messages, reply["status"], reply["execution_count"]), ([], "ok", before))
        self.assertEqual(self.talk.execute("silently")[1]["execution_count"], before + 1)

    def test_a_cell_that_is_not_stored_keeps_the_number(self):
        before = self.talk.execute("0")[1]["execution_count"]
        messages, reply = self.talk.execute("'shown'", store_history=False)
        self.assertEqual(only(messages, "execute_result")["data"]["text/plain"], "'shown'")
        self.assertEqual(reply["execution_count"], before)

    def test_user_expressions_are_evaluated_after_the_cell(self):
        _, reply = self.talk.execute("let base = 40;", user_expressions={"sum": "base + 2", "bad": "missing"})
        self.assertEqual(reply["user_expressions"]["sum"], {"status": "ok", "data": {"text/plain": "42"}, "metadata": {}})
        self.assertEqual(reply["user_expressions"]["bad"]["status"], "error")

    def test_an_error_gives_up_what_is_queued_and_nothing_that_comes_later(self):
        ids = [self.talk.client.execute(code) for code in ("1", "throw new Error('stop')", "2", "3")]
        self.assertEqual([self.talk.reply(each)["status"] for each in ids], ["ok", "error", "aborted", "aborted"])
        self.talk.heard(ids[-1])
        self.assertEqual(self.talk.execute("4")[1]["status"], "ok")

    def test_an_error_gives_up_nothing_when_that_is_asked_for(self):
        ids = [self.talk.client.execute(code, stop_on_error=False) for code in ("throw new Error('go on')", "2")]
        self.assertEqual([self.talk.reply(each)["status"] for each in ids], ["error", "ok"])
        self.talk.heard(ids[-1])

    def interrupted(self, code):
        started = time.monotonic()
        messages, reply = self.talk.execute(code, interrupt_after=0.5)
        self.assertEqual((reply["status"], reply["ename"]), ("error", "Interrupted"))
        self.assertEqual(only(messages, "error")["ename"], "Interrupted")
        self.assertLess(time.monotonic() - started, 10)
        self.assertEqual(self.talk.execute("6 * 7")[1]["status"], "ok")

    def test_an_interrupt_ends_a_loop_that_never_pauses(self):
        self.interrupted("while (true) {}")

    def test_an_interrupt_ends_a_loop_that_never_pauses_after_an_await(self):
        self.interrupted("await new Promise(resolve => setTimeout(resolve, 50)); while (true) {}")

    def test_an_interrupt_ends_a_loop_in_a_timer(self):
        self.interrupted("setTimeout(() => { while (true) {} }, 10); await new Promise(() => undefined);")

    def test_an_interrupt_ends_a_loop_of_awaits_for_good(self):
        self.interrupted("while (true) { await new Promise(resolve => setTimeout(resolve, 10)); globalThis.turns = (globalThis.turns ?? 0) + 1; }")
        turns = [self.talk.execute("globalThis.turns")[0] for _ in range(2) if time.sleep(0.1) is None]
        self.assertEqual(*[only(each, "execute_result")["data"] for each in turns])

    def test_variables_outlive_an_interrupt(self):
        self.talk.execute("let kept = [1];")
        self.interrupted("while (true) {}")
        self.assertEqual(only(self.talk.execute("kept")[0], "execute_result")["data"]["text/plain"], "[ 1 ]")

    def test_the_kernel_is_busy_while_a_cell_runs_whatever_the_control_channel_answers(self):
        request = self.talk.client.execute("await new Promise(resolve => setTimeout(resolve, 600))")
        time.sleep(0.2)
        self.talk.client.control_channel.send(self.talk.client.session.msg("kernel_info_request", {}))
        states = []
        while True:
            message = self.talk.client.get_iopub_msg(timeout=10)
            if message["msg_type"] == "status":
                states.append((message["content"]["execution_state"], message["parent_header"]["msg_id"] == request))
            if states[-1:] == [("idle", True)]:
                break
        self.assertEqual([state for state, _ in states], ["busy", "busy", "idle", "busy", "idle"])
        self.talk.reply(request)

    def test_headwater_can_be_imported_from_a_folder_where_it_is_not_installed(self):
        messages, _ = self.talk.execute("import { Flow } from 'headwater';\nconst flow: number = Flow('X');")
        self.assertEqual(only(messages, "error")["ename"], "TS2322")
        self.assertEqual(self.talk.execute("import { Flow as F } from 'headwater';\ntypeof F")[1]["status"], "ok")

    def test_comms_without_a_target_are_closed(self):
        self.assertEqual(self.talk.send("comm_open", {"comm_id": "x", "target_name": "nobody", "data": {}})[0][0], "comm_close")

    def test_the_kernel_says_what_it_is(self):
        request = self.talk.client.kernel_info()
        self.talk.heard(request)
        content = self.talk.reply(request)
        self.assertEqual((content["implementation"], content["language_info"]["name"]), ("headwater", "typescript"))
        self.assertRegex(content["banner"], re.compile(r"^Headwater \d"))


if __name__ == "__main__":
    unittest.main()
