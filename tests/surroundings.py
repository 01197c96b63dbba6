"""A pytest plugin, loaded before Django is (see addopts in pyproject.toml): the settings that tests run with.

Nothing of the developer's own site is read or written: the folder is thrown away, the key opens nothing.
Only WEGWIJZER_DATABASE is left as it is, because it chooses between SQLite and PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile

ALREADY_SET = "PYTEST_XDIST_WORKER"  # a worker gets what the first process has set

if ALREADY_SET not in os.environ:
    for name in [name for name in os.environ if name.startswith("WEGWIJZER_")]:
        if name != "WEGWIJZER_DATABASE":
            del os.environ[name]
    os.environ["WEGWIJZER_SECRET_KEY"] = "only-for-tests-and-of-no-use-anywhere-else"
    os.environ["WEGWIJZER_VAR"] = folder = tempfile.mkdtemp(prefix="wegwijzer-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
