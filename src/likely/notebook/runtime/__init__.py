"""The browser's Python, run at build in Node: the same WebAssembly file that the pages load."""
