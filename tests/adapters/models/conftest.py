import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


def archive(source="ru", target="en", version="1.9", extra=(), leave_out=(), **more) -> bytes:
    """The bytes of an .argosmodel file with all its parts, none of which would load."""
    folder = f"translate-{source}_{target}"
    metadata = {"from_code": source, "to_code": target, "package_version": version, **more}
    files = {
        f"{folder}/metadata.json": json.dumps(metadata),
        f"{folder}/model/model.bin": f"weights {source} {version} " + "x" * 5000,
        f"{folder}/sentencepiece.model": "pieces",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            if not any(name.endswith(part) for part in leave_out):
                # Without a fixed date two calls a second apart have two checksums.
                package.writestr(zipfile.ZipInfo(name), content)
        for name, content in extra:
            package.writestr(name, content)
    return buffer.getvalue()


class Site:
    """A local web server whose answers a test sets: path → bytes, a status, or a function."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self):
                site.asked.append((self.path, self.headers.get("Range")))
                answer = site.answers.get(self.path, 404)
                if callable(answer):
                    answer(self)
                elif isinstance(answer, int):
                    self.send_error(answer)
                else:
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def index(self, *entries):
        self.answers["/index.json"] = json.dumps(entries).encode()
        return f"{self.url}/index.json"

    def entry(self, source, version="1.9", path=None, **more):
        path = path or f"/{source}.argosmodel"
        return {
            "from_code": source, "to_code": "en", "package_version": version,
            "links": [f"{self.url}{path}", "ipfs://QmX"], **more,
        }  # fmt: skip

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    server = Site()
    yield server
    server.close()


@pytest.fixture
def package_bytes():
    return archive


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Empty folders for everything that could be installed."""
    monkeypatch.setenv("FRAMING_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path
