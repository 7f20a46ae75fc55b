"""Every benchmark, one after another: `make bench`.

Each runs alone as well, as `python -m bench.letters`, in a process of its own, so that none warms
up another's memory. A file whose name begins with an underscore is shared, no benchmark.
"""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run them all, even after one failed; 1 when any did."""
    failed = []
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        print(f"\n== {path.stem} ==", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{path.stem}"], check=False).returncode:
            failed.append(path.stem)
    if failed:
        print(f"\nFailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
