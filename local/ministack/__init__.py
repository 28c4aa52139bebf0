"""
The only package that touches MiniStack's internals, one touch a module, each named by a test in tests/local.

MiniStack is pinned exactly; when the pin moves, these tests say which touch no longer holds. MiniStack reads its
environment when it is imported: only `local.server` may start the process that imports this.
"""
