import logging
import os
import signal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

os.makedirs("logs", exist_ok=True)
logging.basicConfig(filename="logs/app.log", level=logging.INFO, format="%(levelname)s %(message)s")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(f"You asked for {self.path}\n")

    def do_DELETE(self):
        self.answer("closing\n")
        Thread(target=close).start()

    def answer(self, text):
        logging.info("%s %s", self.command, self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format, *args):
        pass


def close():
    server.shutdown()
    server.server_close()


server = ThreadingHTTPServer(("0.0.0.0", int(os.environ.get("PORT", 5000))), Handler)
Thread(target=server.serve_forever).start()
signal.pause()
