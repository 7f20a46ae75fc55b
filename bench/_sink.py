"""A small SMTP sink in a process of its own: takes everything, keeps nothing.

    python -m bench._sink

Says its port on the first line. Written on plain sockets and threads, so that it is not the part
that is measured.
"""

import socket
import sys
import threading


def _serve(line: socket.socket) -> None:
    file = line.makefile("rb")
    line.sendall(b"220 sink\r\n")
    for said in file:
        verb = said[:4].upper()
        if verb == b"DATA":
            line.sendall(b"354 go on\r\n")
            for part in file:
                if part == b".\r\n":
                    break
            line.sendall(b"250 taken\r\n")
        elif verb == b"QUIT":
            line.sendall(b"221 bye\r\n")
            break
        else:
            line.sendall(b"250 ok\r\n")
    line.close()


def main() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            line, _ = server.accept()
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_serve, args=(line,), daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
