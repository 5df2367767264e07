from http.server import BaseHTTPRequestHandler, HTTPServer

from greeting import TEXT


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(TEXT.encode())


HTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
