"""
The comm `headwater`, on a store with one run of the flow `Fit` that failed in an item of a foreach.
HEADWATER_TEST_STORE: the store's folder; HEADWATER_TEST_RUN: `Fit/<run>`.
"""

import os
import tempfile
import unittest

from kernel_talk import Talk, only

store = os.environ["HEADWATER_TEST_STORE"]
run = os.environ["HEADWATER_TEST_RUN"]


def task(step, index=0):
    """Tasks are numbered in the order in which they were published."""
    numbers = sorted(int(each) for each in os.listdir(f"{store}/{run}/{step}") if each.isdigit())
    return f"{run}/{step}/{numbers[index]}"


class Comm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.talk = Talk("headwater", cls.folder.name)
        assert cls.talk.send("comm_open", {"comm_id": "c", "target_name": "headwater", "data": {}}) == []

    @classmethod
    def tearDownClass(cls):
        cls.talk.close()
        cls.folder.cleanup()

    def ask(self, **request):
        data = only(self.talk.send("comm_msg", {"comm_id": "c", "data": {"id": 7, **request}}), "comm_msg")["data"]
        self.assertEqual(data["id"], 7)
        return data

    def value(self, code):
        return only(self.talk.execute(code)[0], "execute_result")["data"]["text/plain"]

    def test_variables_are_listed_and_set_with_their_types(self):
        self.talk.execute("const three = 3 as number;\nlet list = [1, 2];\nconst xs = 'hidden soon';")
        listed = {each["name"]: each for each in self.ask(op="list")["variables"]}
        self.assertEqual(listed["three"], {"name": "three", "type": "number", "preview": "3"})
        self.assertEqual(listed["list"], {"name": "list", "type": "number[]", "preview": "[ 1, 2 ]", "shape": [2]})
        answer = self.ask(
            op="set",
            variables=[
                {"name": "xs", "pathspec": task("load") + "/xs", "root": store},
                {"name": "table", "pathspec": task("load") + "/table", "root": store},
                {"name": "nothing", "pathspec": task("load") + "/nothing", "root": store},
            ],
        )
        self.assertTrue(answer["ok"])
        self.assertEqual([each["name"] for each in answer["loaded"]], ["xs", "table"])
        self.assertEqual([each["name"] for each in answer["skipped"]], ["nothing"])
        self.assertIn("has no artifact 'nothing'", answer["skipped"][0]["reason"])
        self.assertEqual(self.value("xs.map(x => x * 10)"), "[ 10, 20, 30 ]")
        self.assertEqual(self.value("table.numRows + table.getChild('a')!.get(1)"), "5")
        self.assertEqual(only(self.talk.execute("const wrong: string = xs;")[0], "error")["ename"], "TS2322")

    def test_a_failed_item_is_opened_with_its_inputs_its_item_and_its_definitions(self):
        answer = self.ask(op="open", pathspec=task("fit", -1), root=store)
        self.assertTrue(answer["ok"], answer)
        self.assertEqual({each["name"] for each in answer["loaded"]}, {"xs", "scale", "point", "rate", "x"})
        self.assertIn("double", answer["defined"])
        self.assertEqual((answer["skipped"], answer["cells"]), ([], []))
        # The setup cell prints; its variable is not there before it has run.
        self.assertEqual(answer["setup"], ["c1"])
        self.assertEqual(self.value("x"), "3")
        self.assertEqual(self.value("double(x) * scale.get('km')! + rate + point.twice"), "22")

    def test_what_cannot_be_done_is_said(self):
        self.assertEqual(self.ask(op="fly")["error"]["code"], "HW600")
        self.assertEqual(self.ask(op="open", pathspec="Fit/1/load/1")["error"]["code"], "HW601")
        self.assertEqual(self.ask(op="open", pathspec="Fit/1/load/1", root=store)["error"]["code"], "HW404")
        self.assertEqual(self.ask(op="open", pathspec="Fit/1/load/1", root="/nowhere")["error"]["code"], "HW408")
        self.assertTrue(self.ask(op="list")["ok"])


if __name__ == "__main__":
    unittest.main()
