"""A small SMTP sink in a process of its own: takes everything, keeps nothing.

    python -m bench._sink

Says its port on the first line. Like the servers schools use it takes several commands at once
(RFC 2920), and answers them at once. Written on plain sockets and threads, so that it is not the
part that is measured.
"""

import socket
import threading

HELLO = b"250-sink\r\n250 PIPELINING\r\n"
ANSWERS = {b"EHLO": HELLO, b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
END = b"\r\n.\r\n"


def _serve(line: socket.socket) -> None:
    line.sendall(b"220 sink\r\n")
    lying, in_message = b"", False
    while said := line.recv(65536):
        lying, answers = lying + said, []
        while True:
            whole, end, rest = lying.partition(END if in_message else b"\r\n")
            if not end:
                break
            verb = b"" if in_message else whole[:4].upper()
            answers.append(b"250 taken\r\n" if in_message else ANSWERS.get(verb, b"250 ok\r\n"))
            lying, in_message = rest, verb == b"DATA"
        if answers:
            line.sendall(b"".join(answers))
    line.close()


def main() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            line, _ = server.accept()
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_serve, args=(line,), daemon=True).start()


if __name__ == "__main__":
    main()
