"""The highest memory of a running web process and of what it starts, read from /proc."""

import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PROC = Path("/proc")
EVERY = 0.004


def web_process(instance: Path) -> int:
    """The process of this instance that listens to browsers."""
    ours = f"PARENTCOMMS_INSTANCE={instance}\0".encode()
    for folder in PROC.glob("[0-9]*"):
        with suppress(OSError):
            if ours in (folder / "environ").read_bytes() and _listens(folder):
                return int(folder.name)
    raise RuntimeError(f"nothing listens for {instance}")


def _listens(folder: Path) -> bool:
    """Whether one of its sockets is in the table of those that listen (state 0A)."""
    waiting = {
        f"socket:[{row.split()[9]}]"
        for row in (PROC / "net/tcp").read_text().splitlines()[1:]
        if row.split()[3] == "0A"
    }
    return any(str(each.readlink()) in waiting for each in (folder / "fd").iterdir())


def peak_mb(pid: str | int) -> float:
    """The most memory this program has had; what its parent had before it is not counted."""
    status = (PROC / str(pid) / "status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


class Peaks:
    """Measures from entering to leaving; what a process held before is its rest."""

    def __init__(self, instance: Path) -> None:
        self.pid = web_process(instance)
        self.web = self.children = 0.0
        self._done = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Peaks":
        (PROC / str(self.pid) / "clear_refs").write_text("5")  # its peak is what it has now
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._watch.join()
        self.web = peak_mb(self.pid)

    def _look(self) -> None:
        """What it starts comes and goes; each says its own peak while it lives."""
        while not self._done.wait(EVERY):
            for task in (PROC / str(self.pid) / "task").iterdir():
                with suppress(OSError, IndexError):
                    for child in (task / "children").read_text().split():
                        if (
                            b"drawing" in (PROC / child / "cmdline").read_bytes()
                        ):  # else still our copy
                            self.children = max(self.children, peak_mb(child))
