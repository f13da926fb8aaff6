"""Jupyter's own test of kernels, on the kernel `headwater`. Pagers, clear_output and messages of welcome are left out: there are none."""

import unittest

import jupyter_kernel_test


class HeadwaterKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "headwater"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [{"text": "Number.MAX_SAFE", "matches": {"MAX_SAFE_INTEGER"}}]
    complete_code_samples = ["1 + 1", "const f = () => 1;", "{ a: 1 }"]
    incomplete_code_samples = ["function f() {", "const f = ("]
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'text'", "result": "'text'"},
        {"code": "[1, 2]", "result": "[ 1, 2 ]"},
    ]
    code_display_data = [{"code": "import * as tslab from 'tslab'; tslab.display.html('<b>x</b>')", "mime": "text/html"}]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "parseInt"


if __name__ == "__main__":
    unittest.main()
